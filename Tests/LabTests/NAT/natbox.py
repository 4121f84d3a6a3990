#!/usr/bin/env python3
"""A NAT in user space on a TUN device, for tests: every behaviour that RFC 4787 names, on demand.

Packets from --inside are translated outbound, packets to --public inbound; the results go back to the
same device, and the kernel routes them on. IPv4, UDP, TCP and the ICMP errors about them.
"""
import argparse
import fcntl
import heapq
import ipaddress
import os
import random
import select
import struct
import sys
import time

UDP, TCP, ICMP = 17, 6, 1
TUNSETIFF, IFF_TUN_NO_PI = 0x400454CA, 0x1001


def arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tun", required=True)
    parser.add_argument("--inside", type=ipaddress.ip_network, required=True)
    parser.add_argument("--public", type=ipaddress.ip_address, nargs="+", required=True)
    kinds = ["ei", "ad", "apd"]
    parser.add_argument("--map", choices=kinds, default="ei")
    parser.add_argument("--filter", choices=kinds, default="apd")
    parser.add_argument("--ports", choices=["preserve", "random", "next", "parity"], default="preserve")
    parser.add_argument("--hairpin", choices=["off", "external", "internal"], default="off")
    parser.add_argument("--pool", choices=["paired", "arbitrary"], default="paired")
    parser.add_argument("--life", type=float, default=300, help="seconds")
    parser.add_argument("--delay", type=float, default=0, help="milliseconds each way")
    parser.add_argument("--loss", type=float, default=0, help="probability each way")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--alg", action="store_true", help="rewrite addresses inside payloads")
    parser.add_argument("--drop-fragments", action="store_true")
    return parser.parse_args()


def checksum(data):
    if len(data) % 2:
        data += b"\0"
    total = sum(struct.unpack(f">{len(data) // 2}H", data))
    while total >> 16:
        total = (total & 0xFFFF) + (total >> 16)
    return ~total & 0xFFFF


class Packet:
    """An IPv4 packet that can be readdressed; checksums are made anew."""

    def __init__(self, data):
        self.data = bytearray(data)
        self.header = (self.data[0] & 15) * 4
        self.protocol = self.data[9]
        flags = struct.unpack_from(">H", self.data, 6)[0]
        self.offset, self.more = flags & 0x1FFF, bool(flags & 0x2000)
        self.identity = (bytes(self.data[4:6]), self.protocol)

    source = property(lambda self: bytes(self.data[12:16]))
    destination = property(lambda self: bytes(self.data[16:20]))
    has_ports = property(lambda self: self.protocol in (UDP, TCP) and self.offset == 0)

    @property
    def ports(self):
        return struct.unpack_from(">HH", self.data, self.header)

    def rewrite(self, source=None, destination=None):
        """Each is an address with a port, or an address with None for later fragments."""
        before = bytes(self.data[12:20]) + bytes(self.data[self.header : self.header + 4])
        for place, at, port_at in ((source, 12, 0), (destination, 16, 2)):
            if place is None:
                continue
            self.data[at : at + 4] = place[0]
            if place[1] is not None and self.has_ports:
                struct.pack_into(">H", self.data, self.header + port_at, place[1])
        self.data[10:12] = b"\0\0"
        struct.pack_into(">H", self.data, 10, checksum(bytes(self.data[: self.header])))
        after = bytes(self.data[12:20]) + bytes(self.data[self.header : self.header + 4])
        self.adjust(before, after)

    def adjust(self, before, after):
        """RFC 1624: the transport checksum also covers the fragments that are not here."""
        at = {UDP: 6, TCP: 16}.get(self.protocol)
        if at is None or not self.has_ports:
            return
        old = struct.unpack_from(">H", self.data, self.header + at)[0]
        if self.protocol == UDP and old == 0:
            return
        total = ~old & 0xFFFF
        for left, right in zip(struct.unpack(">6H", before), struct.unpack(">6H", after)):
            total += (~left & 0xFFFF) + right
        while total >> 16:
            total = (total & 0xFFFF) + (total >> 16)
        struct.pack_into(">H", self.data, self.header + at, (~total & 0xFFFF) or 0xFFFF)

    def replace(self, old, new):
        """What an application layer gateway does to addresses in a payload."""
        body = bytes(self.data[self.header + 8 :])
        if self.protocol == UDP and self.offset == 0 and old in body:
            self.data[self.header + 8 :] = body.replace(old, new)
            self.data[self.header + 6 : self.header + 8] = b"\0\0"


class Mapping:
    def __init__(self, inside, outside, deadline):
        self.inside, self.outside, self.deadline = inside, outside, deadline
        self.allowed = set()


class NAT:
    def __init__(self, options):
        self.options = options
        self.random = random.Random(options.seed)
        self.public = [address.packed for address in options.public]
        self.outbound, self.inbound, self.fragments, self.paired = {}, {}, {}, {}
        self.next_port = 20000

    def handle(self, data, now):
        if len(data) < 28 or data[0] >> 4 != 4:
            return None
        packet = Packet(data)
        if packet.offset or packet.more:
            if self.options.drop_fragments:
                return None
            if packet.offset:
                return self.later_fragment(packet)
        if packet.protocol == ICMP:
            return self.error(packet)
        if not packet.has_ports:
            return None
        if ipaddress.ip_address(packet.source) in self.options.inside:
            return self.leave(packet, now)
        if packet.destination in self.public:
            place = (packet.source, packet.ports[0])
            return self.enter(packet, place, (packet.destination, packet.ports[1]), now)
        return None

    def leave(self, packet, now):
        inside, target = (packet.source, packet.ports[0]), (packet.destination, packet.ports[1])
        is_hairpin = target[0] in self.public
        if is_hairpin and self.options.hairpin == "off":
            return None
        mapping = self.mapping(packet.protocol, inside, target, now)
        mapping.deadline = now + self.options.life
        mapping.allowed.add(self.key(self.options.filter, target))
        if is_hairpin:
            if self.options.hairpin == "external":
                packet.rewrite(source=mapping.outside)
            return self.enter(packet, mapping.outside, target, now)
        if packet.more:
            self.fragments[(packet.source, packet.destination) + packet.identity] = {
                "source": (mapping.outside[0], None)}
        packet.rewrite(source=mapping.outside)
        return packet.data

    def enter(self, packet, source, target, now):
        mapping = self.inbound.get((packet.protocol,) + target)
        if mapping is None or mapping.deadline < now:
            return None
        if self.options.filter != "ei" and self.key(self.options.filter, source) not in mapping.allowed:
            return None
        if packet.more:
            self.fragments[(packet.source, packet.destination) + packet.identity] = {
                "destination": (mapping.inside[0], None)}
        packet.rewrite(destination=mapping.inside)
        if self.options.alg:
            packet.replace(mapping.outside[0], mapping.inside[0])
        return packet.data

    def later_fragment(self, packet):
        change = self.fragments.get((packet.source, packet.destination) + packet.identity)
        if change is None:
            return None
        packet.rewrite(**change)
        return packet.data

    def error(self, packet):
        """An ICMP error about a packet of ours: the packet inside it is translated back too."""
        data, header = packet.data, packet.header
        if data[header] not in (3, 11, 12) or packet.destination not in self.public:
            return None
        inner = Packet(bytes(data[header + 8 :]))
        if inner.protocol not in (UDP, TCP):
            return None
        mapping = self.inbound.get((inner.protocol, inner.source, inner.ports[0]))
        if mapping is None:
            return None
        inner.data[12:16] = mapping.inside[0]
        struct.pack_into(">H", inner.data, inner.header, mapping.inside[1])
        data[header + 8 :] = inner.data
        data[header + 2 : header + 4] = b"\0\0"
        struct.pack_into(">H", data, header + 2, checksum(bytes(data[header:])))
        packet.rewrite(destination=(mapping.inside[0], None))
        return packet.data

    @staticmethod
    def key(kind, target):
        return {"ei": (), "ad": target[:1], "apd": target}[kind]

    def mapping(self, protocol, inside, target, now):
        key = (protocol, inside, self.key(self.options.map, target))
        mapping = self.outbound.get(key)
        if mapping and mapping.deadline >= now:
            return mapping
        address = self.address(inside[0])
        port = self.port(protocol, address, inside[1], now)
        mapping = Mapping(inside, (address, port), now + self.options.life)
        self.outbound[key] = self.inbound[(protocol, address, port)] = mapping
        return mapping

    def address(self, host):
        if self.options.pool == "arbitrary":
            return self.random.choice(self.public)
        return self.paired.setdefault(host, self.public[len(self.paired) % len(self.public)])

    def port(self, protocol, address, wanted, now):
        def is_free(port):
            mapping = self.inbound.get((protocol, address, port))
            return mapping is None or mapping.deadline < now

        if self.options.ports == "preserve" and is_free(wanted):
            return wanted
        while True:
            if self.options.ports == "next":
                self.next_port += 1
                port = self.next_port
            else:
                port = self.random.randrange(1024, 65536)
            if self.options.ports == "parity":
                port = port & ~1 | wanted & 1
            if is_free(port) and port != wanted:
                return port


def main():
    options = arguments()
    nat = NAT(options)
    device = os.open("/dev/net/tun", os.O_RDWR | os.O_NONBLOCK)
    fcntl.ioctl(device, TUNSETIFF, struct.pack("16sH22x", options.tun.encode(), IFF_TUN_NO_PI))
    print("ready", flush=True)
    waiting, count = [], 0
    while True:
        timeout = max(0, waiting[0][0] - time.monotonic()) if waiting else None
        readable, _, _ = select.select([device], [], [], timeout)
        while readable:
            try:
                data = os.read(device, 65536)
            except BlockingIOError:
                break
            now = time.monotonic()
            if options.loss and nat.random.random() < options.loss:
                continue
            out = nat.handle(data, now)
            if out is not None:
                count += 1
                heapq.heappush(waiting, (now + options.delay / 1000, count, bytes(out)))
        while waiting and waiting[0][0] <= time.monotonic():
            os.write(device, heapq.heappop(waiting)[2])


try:
    main()
except KeyboardInterrupt:
    sys.exit(0)
