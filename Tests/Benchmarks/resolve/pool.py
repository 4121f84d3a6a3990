"""The other baseline: Python's thread pool over socket.getaddrinfo.

    pool.py THREADS FILE
"""
import socket
import sys
import time
from concurrent.futures import ThreadPoolExecutor


def is_found(name):
    try:
        return bool(socket.getaddrinfo(name, None, 0, socket.SOCK_STREAM))
    except OSError:
        return False


names = open(sys.argv[2]).read().split()
start = time.monotonic()
with ThreadPoolExecutor(int(sys.argv[1])) as pool:
    found = sum(pool.map(is_found, names))
print(f"found {found} of {len(names)} in {time.monotonic() - start:.3f} s")
