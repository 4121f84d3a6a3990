// Room: NetkitCommands
