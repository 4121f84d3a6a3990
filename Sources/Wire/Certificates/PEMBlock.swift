/// One `-----BEGIN …-----` block of a PEM file (RFC 7468).
public struct PEMBlock: Hashable, Sendable {
  /// What stands behind BEGIN: `CERTIFICATE`, `PRIVATE KEY`, …
  public let label: String
  public let bytes: [UInt8]
  /// Line of the BEGIN, from 1.
  public let line: Int

  public var isCertificate: Bool { label == "CERTIFICATE" || label == "X509 CERTIFICATE" }
  public var isPrivateKey: Bool { label.hasSuffix("PRIVATE KEY") }

  /// A file with its faulty line, from 1.
  public struct ParseError: Error, Hashable, Sendable {
    public let line: Int
    public let reason: WireError
  }

  /// All blocks of a file, in order; text outside blocks is passed over, as RFC 7468 §5.2 allows.
  /// Throws at a block without end, a wrong END label, encapsulated headers (an encrypted
  /// traditional key) or anything that is not strict base64.
  public static func blocks(in text: some Collection<UInt8>) throws(ParseError) -> [PEMBlock] {
    var blocks: [PEMBlock] = []
    var open: (label: String, line: Int, text: [UInt8])?
    var number = 0
    for rawLine in text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      number += 1
      let line = trimmed(rawLine)
      if let label = boundary("BEGIN", line) {
        guard open == nil else { throw fault(number, "BEGIN inside a block") }
        open = (label, number, [])
      } else if let label = boundary("END", line) {
        guard let block = open else { throw fault(number, "END without BEGIN") }
        guard label == block.label else { throw fault(number, "END of \(label) in \(block.label)") }
        do throws(WireError) {
          let bytes = try Base64.decode(block.text)
          blocks.append(PEMBlock(label: label, bytes: bytes, line: block.line))
        } catch {
          throw ParseError(line: block.line, reason: error)
        }
        open = nil
      } else if open != nil {
        guard !line.contains(UInt8(ascii: ":")) else {
          throw fault(number, "a header inside the block: an encrypted key of the old format")
        }
        open?.text += line
      }
    }
    if let block = open { throw fault(block.line, "BEGIN without END") }
    return blocks
  }

  private static func fault(_ line: Int, _ reason: String) -> ParseError {
    ParseError(line: line, reason: .malformed(reason))
  }

  private static func trimmed(_ line: some Collection<UInt8>) -> [UInt8] {
    let isSpace = { (byte: UInt8) in byte == 0x20 || (9...13).contains(byte) }
    return Array(Array(line.drop(while: isSpace)).reversed().drop(while: isSpace).reversed())
  }

  private static func boundary(_ word: String, _ line: [UInt8]) -> String? {
    let start = Array("-----\(word) ".utf8)
    let end = Array("-----".utf8)
    guard line.starts(with: start), line.reversed().starts(with: end),
      line.count >= start.count + end.count
    else { return nil }
    return String(decoding: line[start.count..<line.count - end.count], as: UTF8.self)
  }
}
