"""A hop that holds each packet for a while: netem is not in every kernel. Packets of the route
into its TUN device come back out of it later: delay.py DEVICE MILLISECONDS"""
import fcntl, os, select, struct, sys, time
hold = float(sys.argv[2]) / 1000
tun = os.open('/dev/net/tun', os.O_RDWR | os.O_NONBLOCK)
# TUNSETIFF, IFF_TUN | IFF_NO_PI
fcntl.ioctl(tun, 0x400454CA, struct.pack('16sH22x', sys.argv[1].encode(), 0x1001))
print('ready', flush=True)
sys.stdout.close()
queue = []
while True:
    rest = max(0, queue[0][0] - time.monotonic()) if queue else None
    if select.select([tun], [], [], rest)[0]:
        packet = os.read(tun, 2000)
        queue.append((time.monotonic() + hold, packet))
    while queue and queue[0][0] <= time.monotonic():
        os.write(tun, queue.pop(0)[1])
