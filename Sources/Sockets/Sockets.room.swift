// Room: Sockets
