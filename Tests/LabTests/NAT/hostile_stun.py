#!/usr/bin/env python3
"""A STUN server of RFC 5780 that misbehaves in the manner that its first argument names, over UDP and
TCP. Each packet that arrives becomes a line of the file of the second argument: the address and port
that it came to."""
import selectors
import socket
import struct
import sys
import threading
import zlib

MANNER, LOG = sys.argv[1], open(sys.argv[2], "w", buffering=1)
FIRST, SECOND, VICTIM = "45.45.46.10", "45.45.46.11", "45.45.46.99"
PORTS = (3478, 3479)
COOKIE = 0x2112A442
MAPPED, CHANGE, ERROR, UNKNOWN, XOR_MAPPED = 0x0001, 0x0003, 0x0009, 0x000A, 0x0020
SOFTWARE, FINGERPRINT, ORIGIN, OTHER = 0x8022, 0x8028, 0x802B, 0x802C
# Full sets of damaged copies are sent this often, so that it is no flood of ours.
DAMAGED_SETS = 8


def place(address, port, family=1):
    return struct.pack(">BBH", 0, family, port) + socket.inet_aton(address)


def masked(address, port, family=1):
    number = struct.unpack(">I", socket.inet_aton(address))[0] ^ COOKIE
    return struct.pack(">BBHI", 0, family, port ^ COOKIE >> 16, number)


def message(kind, identity, attributes, fingerprint=True):
    body = b""
    for name, value in attributes:
        body += struct.pack(">HH", name, len(value)) + value + bytes(-len(value) % 4)
    length = len(body) + (8 if fingerprint else 0)
    whole = struct.pack(">HHI", kind, length, COOKIE) + identity + body
    if fingerprint:
        crc = zlib.crc32(whole) ^ 0x5354554E ^ (MANNER == "bad fingerprint")
        whole += struct.pack(">HHI", FINGERPRINT, 4, crc)
    return whole


def change(request):
    """What the request wants changed: the address, the port."""
    at = 20
    while at + 4 <= len(request):
        name, length = struct.unpack_from(">HH", request, at)
        if name == CHANGE and length == 4:
            flags = struct.unpack_from(">I", request, at + 4)[0]
            return bool(flags & 4), bool(flags & 2)
        at += 4 + (length + 3) // 4 * 4
    return False, False


def other():
    return {
        "same address": place(FIRST, PORTS[1]),
        "redirect": place(VICTIM, 9999),
        "redirect inside": place("192.168.77.1", 9999),
    }.get(MANNER, place(SECOND, PORTS[1]))


def answers(request, client, at):
    """The datagrams to send, each with the place that it leaves from."""
    if len(request) < 20 or request[:2] != b"\0\1" or request[4:8] != struct.pack(">I", COOKIE):
        return []
    identity = request[8:20]
    wants = change(request)
    leaves = (
        at[0] if not wants[0] else SECOND if at[0] == FIRST else FIRST,
        at[1] if not wants[1] else PORTS[at[1] == PORTS[0]],
    )
    mapped = [(MAPPED, place(*client)), (XOR_MAPPED, masked(*client))]
    named = [(ORIGIN, place(*leaves)), (OTHER, other())]
    good = message(0x0101, identity, mapped + named)
    if MANNER == "wrong id":
        return [(message(0x0101, bytes(12), mapped + named), leaves)]
    if MANNER == "other port":
        return [(good, (leaves[0], PORTS[leaves[1] == PORTS[0]]))]
    if MANNER == "ignores changes":
        return [(good, at)]
    if MANNER == "long length":
        return [(good[:2] + struct.pack(">H", len(good)) + good[4:], leaves)]
    if MANNER == "short length":
        return [(good[:2] + struct.pack(">H", 12) + good[4:], leaves)]
    if MANNER == "attribute length":
        return [(good[:22] + b"\xff\xff" + good[24:], leaves)]
    if MANNER == "three bytes":
        return [(good[:3], leaves)]
    if MANNER == "empty":
        return [(b"", leaves)]
    if MANNER == "padding":
        return [(message(0x0101, identity, [(SOFTWARE, b"five!")] + mapped + named), leaves)]
    if MANNER == "no address":
        return [(message(0x0101, identity, named), leaves)]
    if MANNER == "family 9":
        attributes = [(MAPPED, place(*client, 9)), (XOR_MAPPED, masked(*client, 9))]
        return [(message(0x0101, identity, attributes + named), leaves)]
    if MANNER == "unknown required":
        return [(message(0x0101, identity, [(0x7F, b"1234")] + mapped + named), leaves)]
    if MANNER == "error 500" or (MANNER == "error 420" and any(wants)):
        code = int(MANNER[-3:])
        attributes = [(ERROR, struct.pack(">HBB", 0, code // 100, code % 100) + b"no")]
        if code == 420:
            attributes.append((UNKNOWN, struct.pack(">H", CHANGE)))
        return [(message(0x0111, identity, attributes), at)]
    if MANNER == "liar":
        attributes = [(MAPPED, place("45.45.99.99", 9)), (XOR_MAPPED, masked("45.45.99.99", 9))]
        return [(message(0x0101, identity, attributes + named), leaves)]
    if MANNER == "repeats":
        return [(good, leaves)] * 50
    if MANNER in ("truncations", "bit flips"):
        answers.sets = getattr(answers, "sets", 0) + 1
        if answers.sets > DAMAGED_SETS:
            return []
        if MANNER == "truncations":
            return [(good[:length], leaves) for length in range(len(good))]
        flips = []
        for bit in range(len(good) * 8):
            damaged = bytearray(good)
            damaged[bit // 8] ^= 1 << bit % 8
            flips.append((bytes(damaged), leaves))
        return flips
    return [(good, leaves)]


def serve_tcp(address, port):
    listener = socket.create_server((address, port))
    while True:
        connection, client = listener.accept()
        threading.Thread(target=converse, args=(connection, client, (address, port)), daemon=True).start()


def converse(connection, client, at):
    try:
        request = connection.recv(2048)
        if MANNER == "endless TCP":
            while True:
                connection.sendall(b"\0\1\xff\xfc" * 4096)
        for answer, _ in answers(request, client, at):
            connection.sendall(answer)
        connection.close()
    except OSError:
        pass


sockets = {}
selector = selectors.DefaultSelector()
for key in [(a, p) for a in (FIRST, SECOND) for p in PORTS] + [(VICTIM, 9999), (VICTIM, PORTS[0])]:
    sockets[key] = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    sockets[key].bind(key)
    selector.register(sockets[key], selectors.EVENT_READ, key)
    if key[0] != VICTIM:
        threading.Thread(target=serve_tcp, args=key, daemon=True).start()
print("ready", flush=True)
while True:
    for ready, _ in selector.select():
        request, client = ready.fileobj.recvfrom(4096)
        LOG.write("%s %d\n" % ready.data)
        if ready.data[0] == VICTIM or MANNER == "endless TCP":
            continue
        for datagram, leaves in answers(request, client, ready.data):
            try:
                sockets[leaves].sendto(datagram, client)
            except OSError:
                pass
