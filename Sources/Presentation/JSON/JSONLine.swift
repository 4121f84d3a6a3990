/// One report on one line inside netkit's envelope: what `--json` prints.
///
///     {"netkit":"1.0.0","command":"probe","schema":1,"target":"10.0.0.1", …}
public struct JSONLine: Sendable {
  /// The version of the program.
  public let version: String
  /// The subcommand, with its verb where it has one: `probe`, `ipcalc split`.
  public let command: String
  /// Raised when a key of this command's reports changes its name or meaning.
  public let schema: Int
  public var encoder: JSONEncoder

  public init(
    version: String, command: String, schema: Int = 1, encoder: JSONEncoder = JSONEncoder()
  ) {
    self.version = version
    self.command = command
    self.schema = schema
    self.encoder = encoder
  }

  /// Appends `report`, which must encode as an object, and a line end. When it throws, `bytes` is
  /// as it was.
  public func encode(_ report: some Encodable, into bytes: inout [UInt8]) throws(JSONError) {
    try encoder.encode(report, envelope: self, into: &bytes)
    bytes.append(UInt8(ascii: "\n"))
  }

  /// The envelope's members, the first of an object: for lines written by hand.
  public func writeMembers(to writer: inout JSONWriter) {
    writer.member("netkit", version)
    writer.member("command", command)
    writer.member("schema", schema)
  }
}
