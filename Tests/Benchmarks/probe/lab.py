"""Two network namespaces joined by a cable, and a made-up host behind a TUN device in the first."""
import contextlib, os, shutil, subprocess, tempfile
import rows

HERE = os.path.dirname(os.path.abspath(__file__))
NETKIT = rows.netkit()
TAG = f"nkb{os.getpid()}"
ASKER, HOST = TAG + "a", TAG + "b"
WORK = tempfile.mkdtemp()
SCAN, TUN = os.path.join(WORK, "connectscan"), os.path.join(WORK, "tunhost")

# The host across the cable, and the one behind the TUN device, which is every address of 10.88/16.
CABLE, FAR = "10.79.0.2", "10.88.1.1"


def sh(*words):
    return subprocess.run(words, check=True, capture_output=True, text=True)


def inside(*words, namespace=ASKER):
    return ["ip", "netns", "exec", namespace, *words]


def netkit(*words):
    return inside(NETKIT, "probe", "--json", *words)


def c(how, address, first, last, window, timeout=1000, hosts=1):
    numbers = [str(number) for number in (first, last, window, timeout, hosts)]
    return inside(SCAN, how, address, *numbers)


def nmap(*words):
    return inside("nmap", "-Pn", "-n", *words)


def one_processor(words):
    return ["taskset", "-c", "0", *words]


def up():
    for source, program in (("connectscan.c", SCAN), ("tunhost.c", TUN)):
        sh("cc", "-O2", "-o", program, os.path.join(HERE, source))
    for name in (ASKER, HOST):
        sh("ip", "netns", "add", name)
        sh("ip", "-n", name, "link", "set", "lo", "up")
    sh("ip", "link", "add", "v0", "netns", ASKER, "type", "veth", "peer", "name", "v0", "netns", HOST)
    for name, number in ((ASKER, 1), (HOST, 2)):
        sh("ip", "-n", name, "addr", "add", f"10.79.0.{number}/24", "dev", "v0")
        sh("ip", "-n", name, "link", "set", "v0", "up")
    sh("ip", "-n", ASKER, "tuntap", "add", "dev", "t0", "mode", "tun")
    sh("ip", "-n", ASKER, "addr", "add", "10.88.0.1/24", "dev", "t0")
    sh("ip", "-n", ASKER, "link", "set", "t0", "up", "txqueuelen", "20000")
    sh("ip", "-n", ASKER, "route", "add", "10.88.0.0/16", "dev", "t0")


def down():
    for name in (ASKER, HOST):
        subprocess.run(["ip", "netns", "del", name], capture_output=True)
    shutil.rmtree(WORK, ignore_errors=True)


def setting(namespace, *assignments):
    sh(*inside("sysctl", "-qw", *assignments, namespace=namespace))


@contextlib.contextmanager
def running(words):
    """A helper that says a line when it is ready, for as long as the block lasts."""
    helper = subprocess.Popen(words, stdout=subprocess.PIPE, text=True)
    helper.stdout.readline()
    try:
        yield
    finally:
        helper.terminate()
        helper.wait()


def far_host(*words):
    """The host behind the TUN device; see tunhost.c for the words."""
    return running(inside(TUN, "t0", *words))


def listeners(first, last, accepts=False):
    """Listens on ports of the asking namespace itself."""
    program = (
        "import selectors, socket, sys\n"
        "first, last, accepts = map(int, sys.argv[1:])\n"
        "ports = [socket.create_server(('', p), backlog=4096) for p in range(first, last + 1)]\n"
        "print('ready', flush=True)\n"
        "waiting = selectors.DefaultSelector()\n"
        "[waiting.register(port, selectors.EVENT_READ) for port in ports if accepts]\n"
        "while True: [key.fileobj.accept()[0].close() for key, _ in waiting.select()]\n")
    return running(inside("python3", "-c", program, str(first), str(last), str(int(accepts))))
