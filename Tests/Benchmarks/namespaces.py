"""Network namespaces for the benchmarks of nat and ipv6: those of their lab tests, by the same shell
functions, and the lines in which bars are reported."""
import json
import os
import shutil
import statistics
import subprocess
import tempfile
import time

from rows import netkit, row

HERE = os.path.dirname(os.path.abspath(__file__))
NETKIT = netkit()
ROUNDS = int(os.environ.get("ROUNDS", "7"))
NOBODY = ["setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups", "--"]


class Lab:
    """The namespaces of Tests/LabTests/TOPIC/lab.sh; `with Lab(...) as lab` takes them down again."""

    made = 0

    def __init__(self, topic, letters, script):
        Lab.made += 1
        self.names = {letter: f"nkb{os.getpid()}-{Lab.made}{letter.lower()}" for letter in letters}
        self.folder = tempfile.mkdtemp()
        os.chmod(self.folder, 0o755)
        self.environment = {
            **os.environ, **self.names, "RUN": self.folder, "NETKIT": NETKIT,
            "HERE": os.path.join(HERE, "../LabTests", topic),
            "PATH": os.environ["PATH"] + ":/usr/sbin:/sbin",
        }
        self.script = "base\n" + script

    def __enter__(self):
        try:
            self.shell(self.script)
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        for name in self.names.values():
            pids = subprocess.run(["ip", "netns", "pids", name], capture_output=True, text=True)
            for pid in pids.stdout.split():
                subprocess.run(["kill", "-9", pid], stderr=subprocess.DEVNULL)
            subprocess.run(["ip", "netns", "del", name], stderr=subprocess.DEVNULL)
            shutil.rmtree(f"/etc/netns/{name}", ignore_errors=True)
        shutil.rmtree(self.folder, ignore_errors=True)

    def shell(self, script):
        """Daemons keep what they are started with, so nothing of ours is handed to them."""
        lines = ["set -e", "exec < /dev/null > /dev/null 2> $RUN/errors", ". $HERE/lab.sh", script]
        done = subprocess.run(["sh", "-c", "\n".join(lines)], env=self.environment)
        if done.returncode:
            with open(os.path.join(self.folder, "errors")) as errors:
                raise SystemExit(f"lab: {errors.read()}\n{script}")

    def run(self, *words):
        """On the client: milliseconds on the wall, and what was printed."""
        command = ["ip", "netns", "exec", self.names["C"], *words]
        start = time.monotonic()
        done = subprocess.run(
            command, capture_output=True, text=True, env=self.environment,
            stdin=subprocess.DEVNULL)
        return (time.monotonic() - start) * 1000, done.stdout + done.stderr

    def netkit(self, *words):
        """As an ordinary user: milliseconds on the wall, and the report."""
        wall, text = self.run(*NOBODY, NETKIT, *words, "--json")
        try:
            return wall, json.loads(text)
        except ValueError:
            raise SystemExit(f"no report from {words}: {text}")


class Bars:
    """Prints each figure beside its bar, and writes its row."""

    def __init__(self, topic):
        self.topic, self.missed = topic, 0

    def line(self, job, measure, ratio, bar, note=""):
        """A ratio of None says that its peer is missing."""
        met = row(self.topic, job, measure, None if ratio is None else round(ratio, 3), bar, note)
        self.missed += met is False
        word = {True: "ok", False: "MISS", None: "--"}[met]
        number = "" if ratio is None else f"{ratio:.2f}"
        print(f"  {word:4} {job:36} {measure:22} {number:>8}  {bar:6} {note}", flush=True)

    def most(self, job, measure, times, limit):
        """The median of the times in ms, of which the bar is the most; the worst as well."""
        median = statistics.median(times)
        note = f"median {median:.1f} ms, worst {max(times):.1f}, bar {limit:g}, {len(times)} runs"
        self.line(job, f"{measure} / bar", median / limit, "<= 1", note)


def chosen(jobs, words):
    """The jobs that the command line names; all where it names none."""
    for word in words:
        if word not in jobs:
            raise SystemExit(f"no job {word}: {', '.join(jobs)}")
    return [jobs[word] for word in words or jobs]
