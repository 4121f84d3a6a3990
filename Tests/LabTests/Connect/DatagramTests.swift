import Foundation
import Testing

@Suite(
  "serve and connect: datagrams", .serialized, .enabled(if: Lab.hasPrograms("python3"), Lab.reason))
struct DatagramTests {
  @Test("Python's datagrams come back, in both families", arguments: ["::1", "127.0.0.1"])
  func echo(_ host: String) throws {
    let server = try Serving("echo", "--udp")
    let result = try Python.run(
      """
      s = socket.socket(socket.AF_INET6 if ':' in sys.argv[1] else socket.AF_INET, socket.SOCK_DGRAM)
      s.settimeout(50)
      for t in ['안녕하세요'.encode(), b'', b'\\0\\xff', b'x' * 60000]:
        s.sendto(t, (sys.argv[1], int(sys.argv[2]))); assert s.recv(65536) == t
      print('all')
      """, host, "\(server.port)")
    #expect(result.output == "all\n", "\(result.errors)")
    #expect(server.end() == 0)
  }

  @Test("an answer is never longer than the request")
  func noAmplification() throws {
    let server = try Serving("hello", "--udp", "--message", "안녕하세요 손님")
    let result = try Python.run(
      """
      s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM); s.settimeout(50)
      def ask(n):
        s.sendto(b'x' * n, ('127.0.0.1', int(sys.argv[1]))); return s.recv(999)
      print(ask(4).decode(), ask(99).decode().strip())   # 4 bytes hold one character of 3
      """, "\(server.port)")
    #expect(result.output == "안 안녕하세요 손님\n", "\(result.errors)")
  }

  @Test(
    "low, loop-prone and own ports get no answer; a source that asks too often neither",
    .enabled(if: Lab.can(use: "python3"), Lab.reason))
  func policy() throws {
    let server = try Serving("echo", "--udp", "-4")
    let result = try Python.run(
      """
      p = int(sys.argv[1])
      def ask(host, port, times=1):
        s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM); s.bind((host, port)); s.settimeout(1)
        for i in range(times): s.sendto(b'x', ('127.0.0.1', p))
        return s
      # One socket is served in the order of its datagrams: who asked before one that has been
      # answered has been answered by then, or never will be. A full queue loses the last ones.
      def settle(host):
        for i in range(20):
          try: return ask(host, 0).recv(9)
          except TimeoutError: pass
      def answers(s):
        s.setblocking(False); n = 0
        try:
          while True: s.recv(9); n += 1
        except BlockingIOError: return n
      asked = [ask('127.0.0.9', 19), ask('127.0.0.9', 523), ask('127.0.0.9', p)]
      print(settle('127.0.0.8'), [answers(s) for s in asked])
      start = time.time(); often = ask('127.0.0.1', 0, 300); settle('127.0.0.7')
      print(20 < answers(often) <= 26 + 100 * (time.time() - start))
      """, "\(server.port)")
    #expect(result.output == "b'x' [0, 0, 0]\nTrue\n", "\(result.errors)")
    #expect(server.end() == 0)
    for reason in ["answer for ever", "a low port", "a port of our own", "too often"] {
      #expect(server.log.contains(reason), "\(reason)")
    }
  }

  @Test(
    "one forged datagram between two servers dies out",
    .enabled(if: Lab.can(use: "ip", "python3"), Lab.reason))
  func loop() throws {
    let (one, other) = (try Serving("echo", "--udp", "-4"), try Serving("echo", "--udp", "-4"))
    // A raw socket writes the source that it likes.
    let result = try Python.run(
      """
      import struct
      a, b = int(sys.argv[1]), int(sys.argv[2])
      s = socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_UDP)
      s.bind(('127.0.0.1', 0))
      s.sendto(struct.pack('!HHHH', a, b, 9, 0) + b'x', ('127.0.0.1', 0)); time.sleep(1)
      """, "\(one.port)", "\(other.port)")
    #expect(result.status == 0, "\(result.errors)")
    let (first, second) = (one.log, other.log)
    let answers =
      first.components(separatedBy: " > 1 B").count + second.components(separatedBy: " > 1 B").count
      - 2
    #expect((1...300).contains(answers), "\(answers)")
  }

  @Test("nobody there is told by ICMP; UDP round trips are measured")
  func client() throws {
    let server = try Serving("echo", "--udp")
    let trips = try Lab.run(
      Lab.netkit,
      [
        "connect", "--udp", "localhost", "\(server.port)", "--send", "핑", "--repeat", "3",
        "--interval", "1ms",
      ])
    #expect(trips.status == 0 && trips.output.hasPrefix("3 sent, 3 answered"), "\(trips.errors)")
    #expect(server.end() == 0)
    let gone = try Lab.run(
      Lab.netkit, ["connect", "--udp", "127.0.0.1", "\(server.port)", "--send", "x"])
    #expect(gone.status == 1 && gone.errors.contains("port-unreachable"), "\(gone.errors)")
  }

  @Test("--once answers one datagram, however many wait")
  func once() throws {
    let server = try Serving("echo", "--udp", "-4", "--once")
    let result = try Python.run(
      """
      s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM); s.settimeout(50)
      os.kill(int(sys.argv[2]), 19)         # SIGSTOP: all of them wait before the first is read
      for i in range(9): s.sendto(b'%d' % i, ('127.0.0.1', int(sys.argv[1])))
      os.kill(int(sys.argv[2]), 18)
      print(s.recv(9))
      """, "\(server.port)", "\(server.pid)")
    #expect(result.output == "b'0'\n", "\(result.errors)")
    #expect(server.wait() == 0)
    #expect(server.log.contains("answered 1, dropped 0"), "\(server.log)")
  }

  @Test("an answer that comes too late is not the next round trip's")
  func lateAnswer() throws {
    let result = try Python.run(
      """
      import subprocess
      s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM); s.settimeout(50); s.bind(('127.0.0.1', 0))
      p = subprocess.Popen([sys.argv[1], 'connect', '--udp', '127.0.0.1', str(s.getsockname()[1]),
        '--send', 'x', '--repeat', '2', '--interval', '500ms', '-w', '1s'], stdout=subprocess.PIPE)
      data, peer = s.recvfrom(9)
      s.sendto(data, peer); s.sendto(data, peer)   # one of them is left over
      s.recvfrom(9)                                # the second goes without an answer
      print(p.communicate(timeout=50)[0].split(b'\\n')[0].decode())
      """, Lab.netkit)
    #expect(result.output == "2 sent, 1 answered, 1 lost\n", "\(result.errors)")
  }

  @Test(
    "a broadcast and a multicast list every responder",
    .enabled(if: Lab.can(use: "ip", "python3"), Lab.reason))
  func responders() throws {
    let result = try Lab.run(
      "bash",
      [
        "-c",
        """
        A=$NETKIT_LAB_RUN-da; B=$NETKIT_LAB_RUN-db; C=$NETKIT_LAB_RUN-dc; D=$(mktemp -d)
        trap 'kill $(jobs -p) 2>/dev/null; for n in $A $B $C; do ip netns del $n; done 2>/dev/null; rm -r $D' EXIT
        set -e
        for n in $A $B $C; do ip netns add $n; ip -n $n link set lo up; done
        ip -n $A link add br0 type bridge; ip -n $A link set br0 up; ip -n $A addr add 10.99.0.1/24 broadcast 10.99.0.255 dev br0
        i=2
        for n in $B $C; do
          ip -n $A link add p$i type veth peer name eth0 netns $n
          ip -n $A link set p$i master br0 up; ip -n $n link set eth0 up
          ip -n $n addr add 10.99.0.$i/24 broadcast 10.99.0.255 dev eth0; i=$((i+1))
        done
        ip -n $A route add 224.0.0.0/4 dev br0
        for n in $B $C; do
          ip netns exec $n "$0" serve echo --udp --any -4 -q 6001 --port-file $D/$n.1 &
          ip netns exec $n "$0" serve echo --udp --group 239.1.2.3 --interface eth0 -q 6002 --port-file $D/$n.2 &
        done
        for i in $(seq 400); do [ $(ls $D | wc -l) = 4 ] && break; sleep 0.05; done
        ip netns exec $A "$0" connect --udp --broadcast 10.99.0.255 6001 --send 핑 --wait 3s 2>/dev/null | sed 's/ (.*//' | sort
        ip netns exec $A "$0" connect --udp 239.1.2.3 6002 --interface br0 --send 핑 --wait 3s 2>/dev/null | sed 's/ (.*//' | sort
        """, Lab.netkit,
      ])
    let expected = """
      10.99.0.2:6001 reply 핑
      10.99.0.3:6001 reply 핑
      10.99.0.2:6002 reply 핑
      10.99.0.3:6002 reply 핑

      """
    #expect(result.output == expected, "\(result.errors)")
  }

  @Test(
    "an answer leaves by the address that was asked, of several",
    .enabled(if: Lab.can(use: "ip"), Lab.reason))
  func severalAddresses() throws {
    let result = try Lab.run(
      "bash",
      [
        "-c",
        """
        A=$NETKIT_LAB_RUN-dm; D=$(mktemp -d)
        trap 'kill $(jobs -p) 2>/dev/null; ip netns del $A 2>/dev/null; rm -r $D' EXIT
        set -e
        ip netns add $A; ip -n $A link set lo up
        for a in 10.99.0.1/24 10.99.0.2/24 2001:db8::1/64 2001:db8::2/64; do ip -n $A addr add $a dev lo nodad; done
        ip netns exec $A "$0" serve echo --udp --any -q 6001 --port-file $D/port &
        for i in $(seq 400); do [ -s $D/port ] && break; sleep 0.05; done
        for a in 10.99.0.1 10.99.0.2 2001:db8::1 2001:db8::2; do
          ip netns exec $A "$0" connect --udp $a 6001 --send "핑 $a" --replies 1 -w 10s 2>&1; echo "$?"
        done
        """, Lab.netkit,
      ])
    let expected = """
      핑 10.99.0.1
      0
      핑 10.99.0.2
      0
      핑 2001:db8::1
      0
      핑 2001:db8::2
      0

      """
    #expect(result.output == expected, "\(result.errors)")
  }
}
