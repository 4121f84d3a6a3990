// Room: Wire
