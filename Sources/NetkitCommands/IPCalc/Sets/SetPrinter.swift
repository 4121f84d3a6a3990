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

  private func write(_ set: borrowing AddressSet<IPv4Address>, _ text: borrowing SetText) {
    var place = SetText.Place<IPv4Address>()
    while session.output.error == nil {
      let room = unsafe session.output.reserve(Self.piece)
      let count = unsafe text.fill(room, with: set, from: &place)
      session.output.commit(count)
      if count == 0 { return }
    }
  }

  private func write(_ set: borrowing AddressSet<IPv6Address>, _ text: borrowing SetText) {
    var place = SetText.Place<IPv6Address>()
    while session.output.error == nil {
      let room = unsafe session.output.reserve(Self.piece)
      let count = unsafe text.fill(room, with: set, from: &place)
      session.output.commit(count)
      if count == 0 { return }
    }
  }

  /// The keys are in the manual under JSON KEYS. The lists are written as they are made: a report
  /// of a million strings would take more memory than the set.
  private func printJSON(_ set: borrowing NetworkSet, _ tally: EntryTally) {
    let text = SetText(options.form.text, isQuoted: true)
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
      writer.beginArray()
      session.output.append(writer.bytes)
      writer.bytes.removeAll()
      write(set.v4, text)
      writer.endArray()
    }
    if options.family != .v4 {
      writer.member("ipv6_addresses", "\(set.v6.count)")
      writer.key("ipv6")
      writer.beginArray()
      session.output.append(writer.bytes)
      writer.bytes.removeAll()
      write(set.v6, text)
      writer.endArray()
    }
    writer.endObject()
    writer.newline()
    session.output.append(writer.bytes)
  }
}
