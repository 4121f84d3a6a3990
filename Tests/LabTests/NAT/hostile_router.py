#!/usr/bin/env python3
"""A router that answers SSDP and then misbehaves, in the manner that its argument names."""
import socket
import sys
import threading

MANNER = sys.argv[1]
OWN = "192.168.77.1"
SERVICE = "urn:schemas-upnp-org:service:WANIPConnection:1"


def description(control):
    return (
        '<?xml version="1.0"?><root><device><serviceList><service>'
        f"<serviceType>{SERVICE}</serviceType><controlURL>{control}</controlURL>"
        "</service></serviceList></device></root>"
    ).encode()


def answer(connection):
    connection.recv(65536)
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n"
    if MANNER == "redirect":
        connection.sendall(b"HTTP/1.1 302 Found\r\nLocation: http://45.45.45.254/\r\n\r\n")
    elif MANNER == "endless":
        connection.sendall(head + b"\r\n<root>")
        while True:
            connection.sendall(b"<a>" * 20000)
    elif MANNER == "control":
        body = description("http://45.45.45.254:80/control")
        connection.sendall(head + b"Content-Length: %d\r\n\r\n" % len(body) + body)
    elif MANNER == "slow":
        connection.sendall(head)
        threading.Event().wait()
    elif MANNER == "noise":
        connection.sendall(bytes(range(256)) * 100)
    connection.close()


def pages():
    listener = socket.create_server((OWN, 5000))
    while True:
        connection, _ = listener.accept()
        threading.Thread(target=swallow, args=(connection,), daemon=True).start()


def swallow(connection):
    try:
        answer(connection)
    except OSError:
        pass


threading.Thread(target=pages, daemon=True).start()
udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
udp.bind((OWN, 1900))
print("ready", flush=True)
while True:
    _, client = udp.recvfrom(2048)
    host = "45.45.45.254" if MANNER == "elsewhere" else OWN
    udp.sendto(
        f"HTTP/1.1 200 OK\r\nST: upnp:rootdevice\r\nLOCATION: http://{host}:5000/d.xml\r\n\r\n".encode(),
        client,
    )
