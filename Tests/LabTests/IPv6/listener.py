"""Accepts on port 80 of both families and hangs up."""
import select, socket, sys
sockets = []
for family, host in ((socket.AF_INET, '0.0.0.0'), (socket.AF_INET6, '::')):
    s = socket.socket(family)
    s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    if family == socket.AF_INET6:
        s.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
    s.bind((host, 80))
    s.listen(128)
    sockets.append(s)
print('ready', flush=True)
sys.stdout.close()
while True:
    for s in select.select(sockets, [], [])[0]:
        s.accept()[0].close()
