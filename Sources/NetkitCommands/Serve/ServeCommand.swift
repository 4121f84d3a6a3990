import Arguments

/// `netkit serve`: the listening end of a conversation.
struct ServeCommand: RunnableCommand {
  static let name = "serve"
  static let summary = "Serve echo, hello, discard, daytime or a chat, to try clients with"
  static let details = """
    The listening end of a conversation, for whoever writes or debugs the other: many clients at \
    once in one process, over TCP, TLS or UDP, in both families.

    Only this host can connect unless `--any` or an address is given. A port is listened on twice, \
    for IPv6 and for IPv4, each with a socket of its own.

    SIGTERM or Ctrl-C lets clients take their last bytes, for two seconds at most, and ends with \
    status 0; a second signal ends at once.
    """
  static let examples = [
    Example("netkit serve echo 8000", "An echo server on ::1 and 127.0.0.1"),
    Example("netkit serve echo '[::]:8000'", "On all IPv6 addresses of this host"),
    Example("netkit serve chat 9000", "A chat room"),
  ]
  static var sections: [ManualSection] {
    [
      ManualSection(
        "STANDARDS",
        """
        RFC 862 (echo), RFC 863 (discard), RFC 867 (daytime) with the form of RFC 3339, RFC 8446 \
        and RFC 5246 (TLS), RFC 7301 (ALPN), RFC 8489 and RFC 5780 (STUN).
        """)
    ]
  }
  static var verbs: [any Command.Type] {
    [
      ServeEchoCommand.self, ServeHelloCommand.self, ServeDiscardCommand.self,
      ServeDaytimeCommand.self, ServeChatCommand.self, ServeSTUNCommand.self,
    ]
  }
  static var needsVerb: Bool { true }

  func run(in session: Session) -> ExitStatus { .usage }
}
