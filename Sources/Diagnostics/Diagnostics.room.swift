// Room: Diagnostics
