"""The rows that every benchmark writes beside its own output, one for each bar.

    sys.path.insert(0, os.path.dirname(HERE))      # HERE is the topic's folder
    from rows import netkit, row

    row("probe", "65,535 ports of loopback", "CPU per probe / C reuse", 1.08, "<= 1.15")
    row("ipcalc", "merge 1M IPv6", "iprange -6 / netkit", None, ">= 4", "not installed")

From a shell: rows.py TOPIC JOB MEASURE RATIO BAR [NOTE], with '-' for a ratio that is missing.
A row is one JSON object on a line, added to the file that NETKIT_BENCH_ROWS names; without that
variable nothing is written. The answer is always whether the bar is met.

A benchmark that imports this ends after NETKIT_BENCH_SECONDS (1,800), with what it has measured, and
status 124: its `finally` and `with` run, so that nothing stays behind.
"""
import json, operator, os, signal, sys

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), "../.."))
RELATIONS = {"<=": operator.le, ">=": operator.ge, "==": operator.eq}


def late(*_):
    print("out of time: NETKIT_BENCH_SECONDS", file=sys.stderr)
    raise SystemExit(124)


def netkit():
    """The program under test: NETKIT, or what `swift build -c release` leaves."""
    return os.path.abspath(os.environ.get("NETKIT", os.path.join(ROOT, ".build/release/netkit")))


def limit(bar):
    """The relation and the number of a bar: '<= 1.15', '>= 8', '== 0', '<= 1/40'."""
    relation, number = bar.split()
    above, _, below = number.replace(",", "").partition("/")
    return relation, float(above) / float(below or 1)


def is_met(ratio, bar):
    relation, number = limit(bar)
    return RELATIONS[relation](ratio, number)


def row(topic, job, measure, ratio, bar, note=""):
    """Writes one row; answers True where the bar is met, False where not, None without a ratio."""
    met = None if ratio is None else bool(is_met(ratio, bar))
    if path := os.environ.get("NETKIT_BENCH_ROWS"):
        fields = {"topic": topic, "job": job, "measure": measure, "ratio": ratio, "bar": bar,
                  "pass": met, "note": note}
        with open(path, "a") as file:
            file.write(json.dumps(fields, ensure_ascii=False) + "\n")
    return met


if __name__ != "__main__":
    signal.signal(signal.SIGALRM, late)
    signal.alarm(int(os.environ.get("NETKIT_BENCH_SECONDS", "1800")))
else:
    if len(sys.argv) not in (6, 7):
        sys.exit(__doc__)
    topic, job, measure, ratio, bar, *note = sys.argv[1:]
    met = row(topic, job, measure, None if ratio == "-" else float(ratio), bar, *note)
    sys.exit(0 if met else 1)
