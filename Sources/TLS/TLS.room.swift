// Room: TLS
