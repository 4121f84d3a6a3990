"""Runs contenders in turn, holds what they say against what is right, and tells every bar."""
import json, os, resource, statistics, subprocess, time
import rows

ROUNDS = int(os.environ.get("ROUNDS", "7"))
missed = []


def timed(words, most=None):
    """Wall and CPU seconds of a command, and its output; after `most` seconds it is stopped."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.monotonic()
    try:
        output = subprocess.run(words, capture_output=True, text=True, timeout=most).stdout
    except subprocess.TimeoutExpired:
        output = ""
    wall = time.monotonic() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
    return wall, cpu, output


class Figures:
    """The medians of one contender's rounds, and all of its outputs."""

    def __init__(self, runs):
        self.wall = statistics.median(run[0] for run in runs)
        self.cpu = statistics.median(run[1] for run in runs)
        self.outputs = [run[2] for run in runs]


def compare(contenders, rounds=None):
    """Interleaved rounds of `contenders`, each a command line by its name."""
    runs = {name: [] for name in contenders}
    for _ in range(rounds or ROUNDS):
        for name, words in contenders.items():
            runs[name].append(timed(words))
    return {name: Figures(all) for name, all in runs.items()}


def outlast(words, ours, bar, rounds=1):
    """The figures of a peer that has to take `bar` times as long as `ours`, and the words that say how
    they came about. What takes a tenth longer than that is stopped, and counts as that long."""
    most = 1.1 * bar * ours
    runs = [timed(words, most) for _ in range(rounds)]
    note = "nmap: one round" if rounds == 1 else f"nmap: {rounds} rounds"
    stopped = any(run[0] >= most for run in runs)
    return Figures(runs), note + (", stopped: it takes longer" if stopped else "")


def summary(text):
    """netkit's counts of ports by state; a list without them is a failure of the run."""
    return json.loads(text.strip().split("\n")[-1])["summary"]["counts"]


def row(job, measure, value, bar, note=""):
    """Prints a bar, and writes it for the script that runs all benchmarks."""
    met = rows.row("probe", job, measure, value, bar, note)
    shown = f"{value:.3g}" if isinstance(value, float) else str(value)
    print(f"{job:10} {measure:52} {shown:>8}  bar {bar:>8}  {'ok' if met else 'MISSED':6} {note}",
          flush=True)
    if not met:
        missed.append((job, measure))


def at_most(job, measure, left, right, bar, note=""):
    """netkit's figure over a peer's, which must not be above the bar."""
    row(job, measure, left / right, f"<= {bar:.4g}", note)


def faster(job, peer, ours, theirs, bar, note=""):
    """How many times as long the peer takes, which must not be below the bar."""
    row(job, f"times as fast as {peer}", theirs / ours, f">= {bar:.4g}", note)


def exact(job, measure, value, wanted, note=""):
    row(job, measure, value, f"== {wanted}", note)


def limit(job, measure, value, bar, note=""):
    row(job, measure, value, f"<= {bar}", note)
