"""UDP jobs."""
import time
from lab import *
from measuring import *


def closed():
    setting(HOST, "net.ipv4.icmp_ratelimit=0", "net.ipv4.icmp_msgs_per_sec=1000000",
            "net.ipv4.icmp_msgs_burst=100000")
    found = compare({
        "netkit": netkit(CABLE, "-u", "-p", "1001-2000"),
        "c": c("udp", CABLE, 1001, 2000, 1000),
        "nmap": nmap("-sU", "-p", "1001-2000", CABLE),
    })
    right = min(summary(text)["closed"] for text in found["netkit"].outputs)
    exact("udp", "fewest closed of 1,000", right, 1000)
    at_most("udp", "wall / C, 1,000 closed", found["netkit"].wall, found["c"].wall, 1.5)
    faster("udp", "nmap -sU", found["netkit"].wall, found["nmap"].wall, 5)


def dropped():
    with far_host("drop=1-65535"):
        ours = compare({"netkit": netkit(FAR, "-u", "-p", "1001-2000")})["netkit"]
        theirs, how = outlast(nmap("-sU", "-T4", "-p", "1001-2000", FAR), ours.wall, 1 / 0.15)
    silent = min(summary(text)["open_or_filtered"] for text in ours.outputs)
    exact("udpdrop", "fewest open or filtered of 1,000", silent, 1000)
    at_most("udpdrop", "wall / nmap -sU -T4, 1,000 dropped", ours.wall, theirs.wall, 0.15,
            how)


def limited():
    setting(HOST, "net.ipv4.icmp_ratelimit=1000")
    runs = []
    for _ in range(3):
        # The host's bucket of six messages is full again (icmp(7), icmp_ratelimit).
        time.sleep(7)
        runs.append(timed(netkit(CABLE, "-u", "-p", "3001-3060")))
    found = Figures(runs)
    limit("udplimit", "seconds for 60 closed at 1 message/s", found.wall, 3, "three rounds")
    flagged = sum("icmp-limited" in text for text in found.outputs)
    exact("udplimit", "runs with the limit flagged", flagged, 3, "three rounds")


def accurate():
    setting(HOST, "net.ipv4.icmp_ratelimit=1000")
    found = compare({"netkit": netkit(CABLE, "-u", "-p", "3001-3060", "--accurate")}, rounds=1)
    one = found["netkit"]
    exact("udpall", "closed of 60 with --accurate", summary(one.outputs[0])["closed"], 60, "one round")
    limit("udpall", "seconds", one.wall, 66, "one round")


JOBS = {"udp": closed, "udpdrop": dropped, "udplimit": limited, "udpall": accurate}
