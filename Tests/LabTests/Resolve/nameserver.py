"""A name server that misbehaves as the name asks it to.

    nameserver.py READY ADDRESS[=VIEW]...

Listens on port 53 of each address, UDP and TCP, and writes a line into the file READY once all are
open. It knows every name; the first label says what happens:

    drop drop-a drop-aaaa            no answer: to anything, to A, to AAAA
    slow-a slow-aaaa                 one second late
    servfail-aaaa refused-aaaa notimp-aaaa nx-aaaa     that code for AAAA, A as usual
    servfail-a refused-a             that code for A, AAAA as usual
    servfail refused nx              that code for both
    v4only v6only none               no address of the other family, or none at all
    big                              40 addresses, cut over UDP
    alias                            a CNAME to target.NAME, and that a CNAME to end.NAME
    forged                           wrong ids, wrong questions and rubbish before the answer
    rubbish                          rubbish alone
    loop                             an answer whose name points at itself

Without such a word A is 10.9.x.y and AAAA 2001:db8:beef::xxyy, made from the name and the VIEW, so
that servers of different views disagree. The view "silent" never answers. The view "narrow" takes
20 ms a question and refuses beyond 100 at once, and "narrow-a" refuses only A then. The view
"lossy" loses what is asked first of a name that begins with "lost". Under
nowhere.test there is nothing, under corp.test www.corp.test and app.corp.test, which is an alias.
PTR names come from the last octet: 198.51.100.80 is host80.test, which leads back for even octets
alone.
"""
import collections
import os
import select
import socket
import struct
import sys
import threading
import time
import zlib

A, CNAME, PTR, AAAA, OPT = 1, 5, 12, 28, 41
NOERROR, SERVFAIL, NXDOMAIN, NOTIMP, REFUSED = 0, 2, 3, 4, 5
CODES = {"servfail": SERVFAIL, "refused": REFUSED, "notimp": NOTIMP, "nx": NXDOMAIN}


def encode(name):
    labels = [label for label in name.split(".") if label]
    return b"".join(bytes([len(label)]) + label.encode() for label in labels) + b"\0"


def record(name, kind, data, ttl=60):
    return encode(name) + struct.pack("!HHIH", kind, 1, ttl, len(data)) + data


def question(query):
    labels, at = [], 12
    while query[at]:
        labels.append(query[at + 1:at + 1 + query[at]].decode())
        at += 1 + query[at]
    kind = struct.unpack("!H", query[at + 1:at + 3])[0]
    return ".".join(labels), kind, query[12:at + 5]


def addresses(name, kind, view):
    seed = zlib.crc32(f"{name.lower()}{view}".encode()) & 0xFFFF
    if kind == A:
        return [bytes([10, 9]) + struct.pack("!H", seed)]
    if kind == AAAA:
        return [bytes.fromhex("20010db8beef") + bytes(8) + struct.pack("!H", seed)]
    return []


def answer(name, kind, view):
    """The code and the records, or None for no answer."""
    word = name.lower().split(".")[0]
    family = {A: "a", AAAA: "aaaa"}.get(kind, "")
    if view == "silent" or word == "drop" or word == f"drop-{family}":
        return None
    if word == f"slow-{family}":
        time.sleep(1)
    for code, value in CODES.items():
        if word == code or word == f"{code}-{family}":
            return value, []
    if word == "none" or (word, kind) in [("v4only", AAAA), ("v6only", A)]:
        return NOERROR, []
    if kind == PTR:
        return NOERROR, [record(name, PTR, encode(f"host{word}.test"))]
    if name.lower().endswith("nowhere.test"):
        return NXDOMAIN, []
    if name.lower().endswith("corp.test"):
        if word not in ("www", "app"):
            return NXDOMAIN, []
        if word == "app":
            return NOERROR, [record(name, CNAME, encode("end.other.test"))] + [
                record("end.other.test", kind, data)
                for data in addresses("end.other.test", kind, view)]
    if word.startswith("host") and word[4:].isdigit():
        last = int(word[4:])
        if kind != A:
            return NOERROR, []
        return NOERROR, [record(name, A, bytes([198, 51, 100, last if last % 2 == 0 else 1]))]
    if word == "alias":
        chain = [name, f"target.{name}", f"end.{name}"]
        records = [record(a, CNAME, encode(b), 30) for a, b in zip(chain, chain[1:])]
        return NOERROR, records + [record(chain[2], kind, d) for d in addresses(name, kind, view)]
    if word == "big":
        data = addresses(name, kind, view)[0] if addresses(name, kind, view) else b""
        return NOERROR, [record(name, kind, data[:-1] + bytes([i])) for i in range(40)]
    return NOERROR, [record(name, kind, data) for data in addresses(name, kind, view)]


def message(query, view, limit):
    name, kind, asked = question(query)
    found = answer(name, kind, view)
    if found is None:
        return None
    code, records = found
    body = b"".join(records)
    has_opt = query[10:12] != b"\0\0"
    opt = b"\0" + struct.pack("!HHIH", OPT, 1232, 0, 0) if has_opt else b""
    size = 12 + len(asked) + len(body) + len(opt)
    flags, count = 0x8580 | code, len(records)
    if limit and size > limit:
        flags, count, body = flags | 0x0200, 0, b""
    header = query[:2] + struct.pack("!HHHHH", flags, 1, count, 0, 1 if has_opt else 0)
    return header + asked + body + opt


def replies(query, view):
    """What goes out over UDP."""
    word = question(query)[0].lower().split(".")[0]
    if word == "rubbish":
        return [b"\xff" * 7]
    reply = message(query, view, 1232 if query[10:12] != b"\0\0" else 512)
    if reply is None:
        return []
    if word == "loop":
        return [query[:2] + b"\x85\x80\0\1\0\1\0\0\0\0\xc0\x0c\0\1\0\1"]
    if word == "forged":
        other = bytes([reply[0] ^ 0xFF]) + reply[1:]
        turned = reply[:2] + bytes([reply[2] & 0x7F]) + reply[3:]
        return [other, b"", b"\0", turned, reply]
    return [reply]


def serve_udp(server, view):
    lost = set()

    def work(query, peer):
        for reply in replies(query, view):
            server.sendto(reply, peer)

    while True:
        query, peer = server.recvfrom(4096)
        if len(query) >= 17:
            asked = question(query)
            if view == "lossy" and asked[0].startswith("lost") and asked not in lost:
                lost.add(asked)
                continue
            threading.Thread(target=work, args=(query, peer), daemon=True).start()


def serve_narrow(server, view):
    """A forwarder with a limit. One thread, so that what it refuses depends on its clients alone."""
    waiting = collections.deque()
    while True:
        wait = max(0, waiting[0][0] - time.monotonic()) if waiting else None
        if select.select([server], [], [], wait)[0]:
            query, peer = server.recvfrom(4096)
            is_spared = view == "narrow-a" and question(query)[1] != A
            if len(waiting) < 100 or is_spared:
                waiting.append((time.monotonic() + 0.02, query, peer))
            else:
                server.sendto(query[:2] + b"\x85\x85" + query[4:], peer)
        while waiting and waiting[0][0] <= time.monotonic():
            _, query, peer = waiting.popleft()
            for reply in replies(query, view):
                server.sendto(reply, peer)


def serve_tcp(server, view):
    def work(stream):
        with stream:
            while head := stream.recv(2, socket.MSG_WAITALL):
                query = stream.recv(struct.unpack("!H", head)[0], socket.MSG_WAITALL)
                reply = message(query, view, None)
                if reply is None:
                    return
                stream.sendall(struct.pack("!H", len(reply)) + reply)

    while True:
        stream, _ = server.accept()
        threading.Thread(target=work, args=(stream,), daemon=True).start()


def main():
    ready, places = sys.argv[1], sys.argv[2:]
    for place in places:
        address, _, view = place.partition("=")
        family = socket.AF_INET6 if ":" in address else socket.AF_INET
        udp, tcp = socket.socket(family, socket.SOCK_DGRAM), socket.socket(family)
        tcp.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        for server in (udp, tcp):
            server.bind((address, 53))
        tcp.listen(64)
        # No question is lost because this machine is busy (SO_RCVBUFFORCE).
        udp.setsockopt(socket.SOL_SOCKET, 33, 8 << 20)
        serve = serve_narrow if view.startswith("narrow") else serve_udp
        threading.Thread(target=serve, args=(udp, view), daemon=True).start()
        threading.Thread(target=serve_tcp, args=(tcp, view), daemon=True).start()
    with open(ready, "w") as file:
        file.write("ready\n")
    os.close(0)
    threading.Event().wait()


main()
