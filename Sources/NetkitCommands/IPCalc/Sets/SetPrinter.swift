import Addressing
import Platform
import Presentation

/// Prints a set, as lines or as one JSON object, from its ranges straight into the output buffer.
struct SetPrinter {
  let session: Session
  let options: SetOptions

  /// Bytes of text made at a time: a pipe's worth.
  private static let piece = 65536

  /// Prints the families that take part.
  func print(_ set: borrowing NetworkSet, _ tally: EntryTally) {
    if options.output.isQuiet { return }
    if options.output.isJSON {
      printJSON(set, tally)
      return
    }
    let text = SetText(options.form.text)
    if options.family != .v6 { write(set.v4, text) }
    if options.family != .v4 { write(set.v6, text) }
  }

  @discardableResult
  private func write<Address: BulkWritable>(
    _ set: borrowing AddressSet<Address>, _ text: borrowing SetText
  ) -> Int {
    var place = SetText.Place<Address>()
    var isDone = false
    while !isDone, session.output.error == nil {
      let room = unsafe session.output.reserve(Self.piece)
      let count = unsafe text.fill(room, with: set, from: &place)
      session.output.commit(count)
      isDone = count == 0
    }
    return place.lines
  }

  /// The keys are in the manual under JSON KEYS. The lists are written as they are made: a report
  /// of a million strings would take more memory than the set.
  private func printJSON(_ set: borrowing NetworkSet, _ tally: EntryTally) {
    var writer = JSONWriter()
    writer.beginObject()
    JSONLine(version: Netkit.version, command: session.path.joined(separator: " "))
      .writeMembers(to: &writer)
    writer.member("entries", tally.entries)
    writer.member("bad_entries", tally.faults)
    writer.member("host_bits_dropped", tally.hostBits)
    if options.family != .v6 {
      writer.member("ipv4_addresses", "\(set.v4.count)")
      writer.key("ipv4")
      writeArray(set.v4, &writer)
    }
    if options.family != .v4 {
      writer.member("ipv6_addresses", "\(set.v6.count)")
      writer.key("ipv6")
      writeArray(set.v6, &writer)
    }
    writer.endObject()
    writer.newline()
    session.output.append(writer.bytes)
  }

  private func writeArray<Address: BulkWritable>(
    _ set: borrowing AddressSet<Address>, _ writer: inout JSONWriter
  ) {
    writer.beginArray()
    session.output.append(writer.bytes)
    writer.bytes.removeAll()
    write(set, SetText(options.form.text, isQuoted: true))
    writer.endArray()
  }
}
