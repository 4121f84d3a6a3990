// Room: Platform
