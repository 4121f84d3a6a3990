// Room: Arguments
