import Arguments
import Diagnostics

/// `netkit serve echo`: everything comes back.
struct ServeEchoCommand: ServeVerb {
  var places: [ListenPlace] = []
  var options = ServeOptions()
  var service: ServePlan.Service { .echo }

  static let name = "echo"
  static let summary = "Send back what comes, byte for byte"
  static let details = """
    Each client is sent its own bytes until it closes its side, or sends the line /end (see \
    `--end`), which ends that client alone. A client that does not read is not read from.

    Over UDP an answer comes from the address that was asked and is never longer than the request. \
    Nobody is answered from low or loop-prone ports, from the server's own, from multicast or \
    broadcast addresses, or more often than `--udp-max-rate`: the sender of a datagram may be forged.
    """
  static let examples = [
    Example("netkit serve echo 8000", "Many clients at once"),
    Example("netkit serve echo --once 3333", "One client, once"),
    Example("netkit serve echo --explain --once 3333", "With each system call"),
    Example("netkit serve echo --udp --any 6001", "Over UDP, also for broadcasts"),
    Example("netkit serve echo --udp --group 239.1.2.3 6001", "For a multicast group"),
  ]
  static var arguments: [Argument] {
    [
      operands("[ADDR:]PORT", \.places, "Where to listen; port 0 is a free one"),
      shared(at: \.options),
    ]
  }
  static var sections: [ManualSection] { [ServeKeys.section] }
  static var endWord: String { "/end" }
}

/// `netkit serve hello`: the same greeting for everybody.
struct ServeHelloCommand: ServeVerb {
  var places: [ListenPlace] = []
  var message = "Hello, Client!"
  var options = ServeOptions()
  var service: ServePlan.Service { .hello(Array((message + "\n").utf8)) }

  static let name = "hello"
  static let summary = "Greet each client, then close"
  static let details = """
    The greeting goes out as soon as a client is there, with a line end, and the server closes its \
    side. Over UDP whoever sends a datagram is greeted, in as many bytes as it sent.
    """
  static let examples = [
    Example("netkit serve hello 1234", "Hello, Client!"),
    Example("netkit serve hello --message '안녕하세요!' 1234", "In Korean"),
    Example("netkit serve hello --tls --self-signed 10023", "Over TLS"),
  ]
  static var arguments: [Argument] {
    [
      operands("[ADDR:]PORT", \.places, "Where to listen; port 0 is a free one"),
      option("m", "message", "TEXT", \.message, "What to say"),
      shared(at: \.options),
    ]
  }
  static var sections: [ManualSection] { [ServeKeys.section] }
}

/// `netkit serve discard`: nothing comes back.
struct ServeDiscardCommand: ServeVerb {
  var places: [ListenPlace] = []
  var options = ServeOptions()
  var service: ServePlan.Service { .discard }

  static let name = "discard"
  static let summary = "Read everything and answer nothing"
  static let details = "RFC 863. How much came is said when a client leaves."
  static let examples = [Example("netkit serve discard 9000", "Where data goes to rest")]
  static var arguments: [Argument] {
    [
      operands("[ADDR:]PORT", \.places, "Where to listen; port 0 is a free one"),
      shared(at: \.options),
    ]
  }
  static var sections: [ManualSection] { [ServeKeys.section] }
}

/// `netkit serve daytime`: what time it is.
struct ServeDaytimeCommand: ServeVerb {
  var places: [ListenPlace] = []
  var options = ServeOptions()
  var service: ServePlan.Service { .daytime }

  static let name = "daytime"
  static let summary = "Tell each client the date and time, then close"
  static let details = """
    RFC 867, which leaves the form open: this one is RFC 3339's, in UTC, as in \
    2026-11-21T12:34:56Z, with CR LF.
    """
  static let examples = [Example("netkit serve daytime 1313", "What time is it")]
  static var arguments: [Argument] {
    [
      operands("[ADDR:]PORT", \.places, "Where to listen; port 0 is a free one"),
      shared(at: \.options),
    ]
  }
  static var sections: [ManualSection] { [ServeKeys.section] }
}

/// `netkit serve chat`: everybody hears everybody else.
struct ServeChatCommand: ServeVerb {
  var places: [ListenPlace] = []
  var options = ServeOptions()
  var service: ServePlan.Service { .chat }

  static let name = "chat"
  static let summary = "Let all clients talk with one another, line by line"
  static let details = """
    Any client that sends lines can take part: `netkit connect`, ncat, telnet. Each line goes to \
    everybody else with the speaker's nickname before it. /nick NAME takes another name, /who says \
    who is here, and /quit leaves (see `--end`).

    Text in any script is passed on as it came. Control characters, which would let one member \
    write on another's screen, become U+FFFD. Who does not read is dropped once `--queue` is full, \
    and holds up nobody.
    """
  static let examples = [
    Example("netkit serve chat 9000", "On this host alone"),
    Example("netkit serve chat --any 9000", "For the network"),
  ]
  static var arguments: [Argument] {
    [
      operands("[ADDR:]PORT", \.places, "Where to listen; port 0 is a free one"),
      shared(at: \.options),
    ]
  }
  static var sections: [ManualSection] { [ServeKeys.section] }
  static var endWord: String { "/quit" }
}
