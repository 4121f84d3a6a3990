#if canImport(Darwin)
  extension NameLookup {
    /// By what this program can start itself again; never asked for, as there are no services.
    public static var ownProgram: String { "netkit" }

    /// Darwin asks one daemon for everything.
    public static func useOnly(service: String) -> Bool { false }

    /// Darwin has no services to choose from.
    public static func hasService(_ name: String) -> Bool { false }

    /// Nothing to do: names are UTF-8.
    public static func acceptUTF8() {}

    /// Nothing to do: Darwin's scheduler has no such class.
    public static func joinBatch() {}
  }

  extension NameLookup.Flags {
    /// Darwin takes UTF-8 names as they are.
    public static var international: Self { [] }
  }
#endif
