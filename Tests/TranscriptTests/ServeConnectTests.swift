import Testing

/// What the two ends of a first tutorial show.
@Suite("serve and connect: transcripts")
struct ServeConnectTests {
  @Test("an echo in Korean, ended by the end word")
  func echo() throws {
    let talk = try Conversation(
      serve: ["echo", "--once"],
      connect: ["-6", "localhost", "PORT", "--send", "안녕하세요, 서버!", "--end", "/end"])
    #expect(
      talk.server == """
        listening on tcp [::1]:PORT and 127.0.0.1:PORT (loopback only; --any for the network)
        [1] [::1]:PORT connected (1 of 256)
        [1] < 30 B "안녕하세요, 서버!\\n/end\\n"
        [1] closed: the client said so; 30 B in, 25 B out, TIME
        served 1, refused 0, 30 B in, 25 B out

        """
        // The client's two lines may come in two reads.
        || talk.server.contains("[1] < 25 B \"안녕하세요, 서버!\\n\"\n[1] < 5 B \"/end\\n\"\n"),
      "\(talk.server)")
    #expect(talk.client == "안녕하세요, 서버!\n")
    #expect(talk.remarks.isEmpty)
    #expect(talk.statuses == "0 0")
  }

  @Test("an address of one's own is listened to alone, and --any is said on line one")
  func places() throws {
    let all = try Conversation(
      serve: ["echo", "--once", "--any", "-4"],
      connect: ["127.0.0.1", "PORT", "--send", "x", "--end", "/end"])
    #expect(all.server.hasPrefix("listening on tcp 0.0.0.0:"), "\(all.server)")
    #expect(!all.server.contains("loopback only"))
  }

  @Test("a greeting goes to whoever comes")
  func hello() throws {
    let talk = try Conversation(
      serve: ["hello", "--message", "Hello, Client!", "--once"], connect: ["127.0.0.1", "PORT"])
    #expect(
      talk.server == """
        listening on tcp [::1]:PORT and 127.0.0.1:PORT (loopback only; --any for the network)
        [1] 127.0.0.1:PORT connected (1 of 256)
        [1] closed: all was said; 0 B in, 15 B out, TIME
        served 1, refused 0, 0 B in, 15 B out

        """)
    #expect(talk.client == "Hello, Client!\n")
    #expect(talk.statuses == "0 0")
  }

  @Test("a chat names its guest, and says who is here")
  func chat() throws {
    let talk = try Conversation(
      serve: ["chat", "--once"],
      connect: [
        "127.0.0.1", "PORT", "--send", "/nick 홍길동", "--send", "/who", "--end", "/quit",
      ])
    #expect(
      talk.client == """
        * you are guest1, of 1 here; /nick NAME, /who, /help
        * guest1 is now 홍길동
        * here: 홍길동

        """)
    #expect(talk.server.contains("[1] closed: the client said so;"))
    #expect(talk.statuses == "0 0")
  }

  @Test("a certificate made for the run is trusted by its pin, and shown")
  func tls() throws {
    let talk = try Conversation(
      serve: ["hello", "--tls", "--self-signed", "--once"],
      connect: ["--tls", "localhost", "PORT", "--insecure", "--show-cert", "-v", "-6"])
    let lines = talk.server.split(separator: "\n")
    #expect(lines[0].hasPrefix("listening on tls [::1]:PORT and 127.0.0.1:PORT"))
    #expect(lines[1] == "certificate made for this run; clients trust it with --pin PIN")
    #expect(lines[3] == "[1] TLSv1.3 TLS_AES_256_GCM_SHA384, asked for localhost")
    #expect(talk.client.contains("localhost, 127.0.0.1, ::1"), "\(talk.client)")
    #expect(talk.remarks.contains("NOT VERIFIED"), "\(talk.remarks)")
  }

  @Test("datagrams come back over UDP")
  func udp() throws {
    let talk = try Conversation(
      serve: ["echo", "--udp", "--once", "-4"],
      connect: ["--udp", "127.0.0.1", "PORT", "--send", "핑", "--replies", "1"])
    #expect(
      talk.server == """
        listening on udp 127.0.0.1:PORT (loopback only; --any for the network)
        127.0.0.1:PORT < 3 B "핑" > 3 B
        answered 1, dropped 0, 3 B in, 3 B out

        """)
    #expect(talk.client.hasPrefix("핑"))
    #expect(talk.statuses == "0 0")
  }

  @Test("--explain shows each call of both ends, with its values")
  func explain() throws {
    let talk = try Conversation(
      serve: ["echo", "--once", "--explain", "-4"],
      connect: ["127.0.0.1", "PORT", "--explain"])
    #expect(
      talk.server == """
        listening on tcp 127.0.0.1:PORT (loopback only; --any for the network)
          socket(AF_INET, SOCK_STREAM, 0) = FD  # a TCP socket for IPv4
          setsockopt(FD, SOL_SOCKET, SO_REUSEADDR, 1) = 0  # a port still busy with old connections may be taken at once
          setsockopt(FD, IPPROTO_TCP, TCP_NODELAY, 1) = 0  # small answers leave at once instead of being gathered (RFC 896); accepted sockets take it over
          bind(FD, 127.0.0.1:PORT) = 0  # this is where clients find it
          listen(FD, 4096) = 0  # connections may now wait in line
          accept(FD, 127.0.0.1:PORT) = FD  # a client; a blocking server would have slept here until it came
        [1] 127.0.0.1:PORT connected (1 of 256)
          recv(FD, buffer, 262144, 0) = 0  # the end: the other side will send no more
          close(FD) = 0  # the other end reads the end of the stream
        [1] closed: the client closed; 0 B in, 0 B out, TIME
        served 1, refused 0, 0 B in, 0 B out

        """)
    #expect(
      talk.remarks == """
          socket(AF_INET, SOCK_STREAM, 0) = FD  # a TCP socket for IPv4
          connect(FD, 127.0.0.1:PORT) = 0  # the three-way handshake; the kernel chose 127.0.0.1:PORT for us
          shutdown(FD, SHUT_WR) = 0  # FIN: we have said all; the server may still answer
          recv(FD, buffer, 262144, 0) = 0  # the end: the other side will send no more
          close(FD) = 0  # the other end reads the end of the stream

        """)
  }

  @Test("--json is an object for each event, at both ends")
  func json() throws {
    let talk = try Conversation(
      serve: ["hello", "--once", "--json", "-4", "--message", "안녕"],
      connect: ["127.0.0.1", "PORT", "--json"])
    let (server, client) = (
      #"{"netkit":VERSION,"command":"serve hello","schema":1,"event":"#,
      #"{"netkit":VERSION,"command":"connect","schema":1,"event":"#
    )
    #expect(
      talk.server == """
        \(server)"listening","t_ms":TIME,"transport":"tcp","address":"127.0.0.1","port":PORT,"mode":"hello","tls":false}
        \(server)"open","t_ms":TIME,"id":1,"peer":"127.0.0.1","peer_port":PORT,"clients":1}
        \(server)"close","t_ms":TIME,"id":1,"reason":"done","in":0,"out":7,"elapsed_ms":TIME}
        \(server)"summary","t_ms":TIME,"answered":0,"in":0,"out":7,"served":1,"refused":0,"dropped":0}

        """)
    #expect(
      talk.client == """
        \(client)"resolved","t_ms":TIME,"addresses":["127.0.0.1"]}
        \(client)"attempt","t_ms":TIME,"address":"127.0.0.1","port":PORT,"outcome":"connected","started_ms":TIME,"elapsed_ms":TIME}
        \(client)"connected","t_ms":TIME,"address":"127.0.0.1","port":PORT,"local_address":"127.0.0.1","local_port":PORT,"elapsed_ms":TIME}
        \(client)"data","t_ms":TIME,"bytes":7,"text":"안녕\\n"}
        \(client)"end","t_ms":TIME,"elapsed_ms":TIME,"reason":"closed","sent_bytes":0,"received_bytes":7}

        """)
    #expect(talk.remarks.isEmpty)
  }

  @Test(
    "what cannot be asked for is a usage error, and says what to type",
    arguments: [
      (["serve", "echo", "--tls", "8000"], "--self-signed"),  // TLS without a certificate
      (["serve", "chat", "--udp", "8000"], "leave --udp out"),
      (["serve", "echo", "--key", "k", "8000"], "--cert"),
      (["serve", "echo", "--group", "239.1.2.3", "8000"], "add --udp"),
      (["connect", "localhost"], "netkit connect localhost 80"),  // no port
      (["connect", "localhost", "8000", "--repeat", "2"], "one --send"),
      (["connect", "h", "80", "--send", "x", "--repeat", "2", "--idle", "1s"], "--timeout"),
      (["connect", "--udp", "--tls", "localhost", "8000"], "TLS goes over TCP"),
      (["connect", "localhost:80", "81"], "given twice"),
      (["connect", "localhost:0"], "from 1 to 65535 (column 11)"),
      (["connect", "tcp://[::1", "80"], "expected a ] after the address (column 7)"),
      (["connect", "tls://[::1]80"], "expected : and a port after the ] (column 12)"),
      (["connect", "[localhost]:80"], "expected an IPv6 address between [ and ] (column 2)"),
      (["connect", "local host", "80"], "without blanks"),
      (["connect", "localhost", "+80"], "no port"),
      (["connect", "-6", "localhost", "80", "-s", "127.0.0.1"], "is an IPv4 address"),
      (["serve", "echo", "-4", "[::1]:8000"], "'[::1]:8000' is not IPv4"),
      (["serve", "stun", "0.0.0.0"], "every address"),
      (["serve", "stun", "127.0.0.1", "127.0.0.1"], "given twice"),
      (["serve", "stun", "127.0.0.1", "127.0.0.2", "127.0.0.3"], "third address"),
      (["serve", "stun", "127.0.0.300"], "octet"),
    ])
  func usage(_ words: [String], _ hint: String) throws {
    let run = try Netkit.run(words)
    #expect(run.status == 64)
    #expect(run.output.isEmpty)
    #expect(run.errors.contains(hint), "\(run.errors)")
  }
}
