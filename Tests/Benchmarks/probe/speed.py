"""TCP jobs whose bar is a peer's time: C, nmap, nc."""
import os, re
from lab import *
from measuring import *

ALL = (1, 65535)


def loopback():
    with listeners(10001, 10010):
        here = "127.0.0.1"
        found = compare({
            "netkit": netkit(here, "-p", "-"),
            "one": one_processor(netkit(here, "-p", "-", "--window", "1000")),
            "reuse": c("reuse", here, *ALL, 1000),
            "one reuse": one_processor(c("reuse", here, *ALL, 1000)),
            "fresh": c("fresh", here, *ALL, 1000),
            "nmap": nmap("-sT", "-p-", here),
        })
    opens = [summary(text)["open"] for name in ("netkit", "one") for text in found[name].outputs]
    exact("loopback", "fewest listeners found of 10", min(opens), 10)
    exact("loopback", "most ports called open", max(opens), 10)
    cpu = found["one"].cpu
    at_most("loopback", "CPU / C, a socket for each", cpu, found["fresh"].cpu, 0.70)
    at_most("loopback", "CPU / C, sockets reused", cpu, found["reuse"].cpu, 1.15)
    at_most("loopback", "wall of one processor / C, sockets reused", found["one"].wall,
            found["one reuse"].wall, 1.15)
    faster("loopback", "nmap -sT", found["netkit"].wall, found["nmap"].wall, 3)


def veth():
    found = compare({
        "netkit": netkit(CABLE, "-p", "-"),
        "reuse": c("reuse", CABLE, *ALL, 1000),
        "nmap": nmap("-sT", "-p-", CABLE),
    })
    closed = min(summary(text)["closed"] for text in found["netkit"].outputs)
    exact("veth", "fewest closed ports of 65,535", closed, 65535)
    at_most("veth", "CPU / C, sockets reused", found["netkit"].cpu, found["reuse"].cpu, 1.15)
    at_most("veth", "wall / nmap -sT", found["netkit"].wall, found["nmap"].wall, 0.72)


def distance(milliseconds, window, bar, patient, hurried):
    """All ports over a round trip; `patient` and `hurried` are nmap's bars with -T4 and -T5."""
    def job():
        name = f"rtt{milliseconds}"
        with far_host(f"rtt={milliseconds}", "open=22,80,443"):
            found = compare({
                "netkit": netkit(FAR, "-p", "-"), "reuse": c("reuse", FAR, *ALL, window),
            })
            ours = found["netkit"].wall
            slow, how = outlast(nmap("-sT", "-T4", "-p-", FAR), ours, patient)
            if hurried:
                words = nmap("-sT", "-T5", "--min-parallelism", "1000", "-p-", FAR)
                quick, hurry = outlast(words, ours, hurried, rounds=3)
        counts = [summary(text) for text in found["netkit"].outputs]
        exact(name, "most ports falsely filtered", max(each["filtered"] for each in counts), 0)
        exact(name, "fewest open ports of 3", min(each["open"] for each in counts), 3)
        at_most(name, f"wall / C with window {window}", found["netkit"].wall, found["reuse"].wall,
                bar)
        faster(name, "nmap -sT -T4", found["netkit"].wall, slow.wall, patient, how)
        if hurried:
            faster(name, "nmap -T5 --min-parallelism 1000", found["netkit"].wall, quick.wall,
                   hurried, hurry)
    return job


def silent():
    with far_host("drop=1-65535"):
        ours = compare({"netkit": netkit(FAR, "-p", "1-1000")})["netkit"]
        theirs, how = outlast(nmap("-sT", "-T4", "-p", "1-1000", FAR), ours.wall, 40)
    filtered = min(summary(text)["filtered"] for text in ours.outputs)
    exact("silent", "fewest filtered ports of 1,000", filtered, 1000)
    limit("silent", "seconds for 1,000 dropped ports", ours.wall, 2.3)
    faster("silent", "nmap -sT -T4", ours.wall, theirs.wall, 40, how)


def dropped():
    ports = "22,80,443,1234,5678,9999,20000,30000,40000,50000"
    with far_host("rtt=50", "drop=1-65535", f"open={ports}"):
        ours = compare({"netkit": netkit(FAR, "-p", "-")})["netkit"]
        words = nmap("-sS", "--min-rate", "10000", "-p-", FAR)
        theirs, how = outlast(words, ours.wall, 1.5, rounds=3)
    opens = min(summary(text)["open"] for text in ours.outputs)
    exact("dropped", "fewest open ports of 10", opens, 10)
    faster("dropped", "privileged nmap -sS --min-rate 10000", ours.wall, theirs.wall, 1.5, how)


def sweep():
    first = "10.88.16.0"
    with far_host("open=1-5"):
        found = compare({
            "netkit": netkit(first + "/20", "-p", "1-10", "--ordered"),
            "c": c("reuse", first, 1, 10, 1000, hosts=4096),
        })
    counts = [summary(text) for text in found["netkit"].outputs]
    exact("sweep", "fewest open ports of 20,480", min(each["open"] for each in counts), 20480)
    exact("sweep", "fewest closed ports of 20,480", min(each["closed"] for each in counts), 20480)
    at_most("sweep", "wall / C sweep", found["netkit"].wall, found["c"].wall, 1.15)


def single():
    script = os.path.join(WORK, "loop")
    with open(script, "w") as file:
        file.write('n=$1; shift; for ((i = 0; i < n; i++)); do "$@" >/dev/null 2>&1; done\n')
    def loop(count, *words):
        return inside("bash", script, str(count), *words)
    with listeners(10001, 10001, accepts=True):
        found = compare({
            "netkit": loop(50, NETKIT, "probe", "127.0.0.1:10001"),
            "nc": loop(50, "nc", "-z", "127.0.0.1", "10001"),
            "nmap": loop(5, "nmap", "-sT", "-Pn", "-n", "-p", "10001", "127.0.0.1"),
        })
        answer = timed(inside(NETKIT, "probe", "127.0.0.1:10001"))[2]
    exact("single", "says open", int(bool(re.search(r"\bopen\b", answer))), 1)
    at_most("single", "one open port / nc -z", found["netkit"].wall, found["nc"].wall, 2)
    at_most("single", "one open port / nmap", found["netkit"].wall / 50, found["nmap"].wall / 5,
            0.125)


def calls():
    log = os.path.join(WORK, "calls")
    text = timed(inside("strace", "-f", "-c", "-o", log, *netkit("127.0.0.1", "-p", "1-20000")[4:]))[2]
    exact("calls", "closed ports of 20,000", summary(text)["closed"], 20000)
    with open(log) as file:
        rows = [line.split() for line in file if re.match(r"\s*\d+\.\d+\s", line)]
    # % time, seconds, µs a call, calls, errors where there were any, name
    number = sum(int(words[3]) for words in rows if words[-1] != "total")
    limit("calls", "system calls a closed probe", number / 20000, 2.6)


JOBS = {
    "loopback": loopback, "veth": veth, "rtt20": distance(20, 4000, 1.25, 8, 2.5),
    "rtt100": distance(100, 15000, 1.5, 20, None), "silent": silent, "dropped": dropped,
    "sweep": sweep, "single": single, "calls": calls,
}
