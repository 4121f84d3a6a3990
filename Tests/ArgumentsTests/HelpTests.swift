import Testing

@testable import Arguments

/// What a line prints to standard output.
private func printed(_ line: String) -> String {
  guard case .print(let text) = read(line) else { return "(not printed)" }
  return text
}

@Suite("Help") struct HelpTests {
  @Test("-h has one line for each argument, without headings where a screen has no room for them")
  func short() {
    #expect(
      printed("scan -h") == """
        Check whether ports are open

        Usage: tool scan [OPTION]... HOST...

          HOST...              Host name or address to probe
          -p, --ports LIST     Probe these ports [22,80]
          -w, --timeout TIME   Wait this long for each answer [3s]
          -r, --rate N         Send at most N probes a second
              --family FAMILY  Use this family of addresses [any]
          -4, --ipv4           Use IPv4 only
          -6, --ipv6           Use IPv6 only
          -u, --udp            Probe UDP instead of TCP
              --[no-]resolve   Look up names
          -f, --file FILE      Read more hosts from FILE
              --forms FORM     Print these forms [any]
              --size SIZE      Send payloads of SIZE [64KiB]
          -j, --json           Print one JSON object
          -q, --quiet          Print nothing; answer by exit status
          -v, --verbose        Say more; twice for everything
              --color[=WHEN]   When to use color [auto]
          -h, --help           Print a summary (-h) or everything (--help)

        'tool help scan' says more and gives examples.

        """)
    #expect(
      printed("calc split -h") == """
        Cut a network in equal parts

        Usage: tool calc split [OPTION]... NET [PARTS]

        Operands:
          NET                 Network to cut
          PARTS               Number of parts [2]

        Options:
              --first         Print the first part only

        Output:
          -j, --json          Print one JSON object
          -q, --quiet         Print nothing; answer by exit status
          -v, --verbose       Say more; twice for everything
              --color[=WHEN]  When to use color [auto]
          -h, --help          Print a summary (-h) or everything (--help)

        'tool help calc split' says more and gives examples.

        """)
  }

  @Test("--help says all there is to say")
  func long() {
    #expect(
      printed("calc split --help") == """
        Cut a network in equal parts

        Usage: tool calc split [OPTION]... NET [PARTS]

        With --first only the first part is printed.

        Operands:
          NET                 Network to cut
          PARTS               Number of parts
                              [default: 2]

        Options:
              --first         Print the first part only

        Output:
          -j, --json          Print one JSON object
          -q, --quiet         Print nothing; answer by exit status
          -v, --verbose       Say more; twice for everything
              --color[=WHEN]  When to use color
                                auto    Where the output is a terminal
                                always  Everywhere
                                never   Nowhere
                              [default: auto]
          -h, --help          Print a summary (-h) or everything (--help)

        Examples:
          Four parts:
            $ tool calc split 10.0.0.0/8 4

        Exit status:
          0     Yes.
          1     No.
          2     Could not tell.
          64    The command line was wrong.

        """)
    #expect(printed("help calc split") == printed("calc split --help"))
    #expect(printed("calc --help split") == printed("calc split --help"))
    #expect(printed("help scan").contains("[default: 3s; environment: TOOL_TIMEOUT]"))
    #expect(printed("help scan").contains("\n  22/tcp   open\n"))
  }

  @Test("a command with verbs lists them")
  func verbs() {
    #expect(
      printed("calc -h").hasPrefix(
        """
        Explain a network

        Usage: tool calc [OPTION]... [X...]
               tool calc VERB [OPTION]... [OPERAND]...

        Verbs:
          split  Cut a network in equal parts
          nth    Find an address by its number
          sub    Take networks from networks

        """))
    #expect(printed("map -h").contains("\nUsage: tool map VERB [OPTION]... [OPERAND]...\n"))
    #expect(printed("wait -h").contains("tool wait [OPTION]... [HOST...] LAST [-- COMMAND...]\n"))
  }

  @Test("called without a word, the program greets and is refused")
  func greeting() {
    guard case .refuse(let text) = read("") else {
      Issue.record("not refused")
      return
    }
    #expect(
      text == """
        tool 1.2.3: look at networks

        Commands:
          scan  Check whether ports are open
          calc  Explain a network
          wait  Wait for a port, then run a command
          map   Manage mappings

        Examples:
          tool scan -p 22,443 example.org  Which ports are open?
          tool calc split 10.0.0.0/8 4     Cut a network in four

        'tool help' and 'tool help COMMAND' say more.

        """)
  }

  @Test("the version comes first, credits after")
  func version() {
    #expect(printed("--version") == "tool 1.2.3\nregistries of 2026-11-01\n")
    #expect(printed("-V") == printed("scan --version"))
  }

  @Test(
    "no help is wider than 80 columns",
    arguments: ["-h", "--help", "scan -h", "scan --help", "calc -h", "help calc", "help calc nth"])
  func width(_ line: String) {
    for line in printed(line).split(separator: "\n") { #expect(line.count <= 80, "\(line)") }
  }
}
