"""TCP jobs whose bar is the right answer: loss, limits, few descriptors, few ports, little memory."""
import statistics
from lab import *
from measuring import *


def loss(percent):
    def job():
        name = f"loss{percent}"
        with far_host("rtt=50", f"loss={percent}", "open=101-120"):
            ours = compare({"netkit": netkit(FAR, "-p", "1-1000")}, rounds=20)["netkit"]
            theirs, how = outlast(nmap("-sT", "-T4", "-p", "1-1000", FAR), ours.wall, 8)
        counts = [summary(text) for text in ours.outputs]
        exact(name, "fewest open ports of 20 in 20 runs", min(each["open"] for each in counts), 20)
        wrong = max(1000 - each["open"] - each["closed"] for each in counts)
        limit(name, "most wrong ports in 20 runs", wrong, 1)
        faster(name, "nmap -sT -T4", ours.wall, theirs.wall, 8, how)
    return job


def resets():
    with far_host("rtt=1", "open=80", "resets=200"):
        found = compare({"netkit": netkit(FAR, "-p", "1-2000")}, rounds=3)["netkit"]
    wrong = max(summary(text)["filtered"] for text in found.outputs)
    exact("resets", "falsely filtered of 2,000", wrong, 0, "three rounds")
    at_most("resets", "wall / (ports / limit)", found.wall, 2000 / 200, 1.15, "three rounds")


def ephemeral():
    found = compare({"netkit": netkit("127.0.0.1", "-p", "32768-60999")}, rounds=100)["netkit"]
    false = sum(summary(text)["open"] for text in found.outputs)
    exact("ephemeral", "false opens in 100 runs of 28,232 ports", false, 0)


def descriptors():
    ports = ["-p", "1-1000"]
    few = inside("bash", "-c", 'ulimit -n 64; exec "$@"', "bash", *netkit(FAR, *ports)[4:])
    with far_host("rtt=5", "open=101-110"):
        usual, limited = [compare({"": words})[""] for words in (netkit(FAR, *ports), few)]
        setting(ASKER, "net.ipv4.ip_local_port_range=50000 50050")
        try:
            sourced = compare({"": netkit(FAR, *ports, "--source", "10.88.0.1")})[""]
        finally:
            setting(ASKER, "net.ipv4.ip_local_port_range=32768 60999")
    for name, found in (
        ("no limit", usual), ("64 descriptors", limited), ("51 ephemeral ports, --source", sourced),
    ):
        counts = [summary(text) for text in found.outputs]
        right = [each["open"] == 10 and each["closed"] == 990 for each in counts]
        exact("few", f"runs with 10 open and 990 closed: {name}", sum(right), ROUNDS)
        exact("few", f"local errors: {name}", sum(each["error"] for each in counts), 0)


def memory():
    medians = []
    for what, target, ports, rounds in (
        ("65,535 ports", "127.0.0.1", "-", 1), ("10^5 probes", "127.0.0.0/24", "1-391", ROUNDS),
        ("10^6 probes", "127.0.0.0/20", "1-245", 1), ("10^7 probes", "127.0.0.0/16", "1-153", 1),
    ):
        log = os.path.join(WORK, "memory")
        words = inside("/usr/bin/time", "-f", "%M", "-o", log, *netkit(target, "-p", ports)[4:])
        peaks = []
        for _ in range(rounds):
            probes = sum(summary(timed(words)[2]).values())
            with open(log) as file:
                # Above it stands a line about the exit status: closed ports are not a success.
                peaks.append(int(file.read().split("\n")[-2]) / 1024)
        medians.append(statistics.median(peaks))
        note = f"{probes:,} answers" + (", one round" if rounds == 1 else "")
        limit("memory", f"peak MiB of {what}", medians[-1], 24, note)
    at_most("memory", "peak of 10^7 probes / 10^5", medians[3], medians[1], 1.1,
            "one round of 10^7")


JOBS = {
    "loss1": loss(1), "loss5": loss(5), "resets": resets, "ephemeral": ephemeral,
    "few": descriptors, "memory": memory,
}
