import Addressing
import Platform
import Wire

/// The inquiry as a report.
extension STUNInquiry {
  /// The findings so far.
  func findings(named name: String, at now: Instant) -> STUNFindings {
    var findings = STUNFindings(server: name, address: server.address, port: server.port)
    findings.silence = silence
    findings.notes = notes
    findings.packets = packets
    findings.elapsed = now - start
    findings.local = local
    findings.localPort = localPorts[.mapping]
    guard let first = firstAnswer,
      let mapped = transactions[.plain]?.mapped
        ?? transactions.values.lazy.filter({ $0.question.isPlain }).compactMap(\.mapped).first
    else { return findings }
    findings.hasAnswered = true
    findings.roundTrip = fastest
    findings.mapped = mapped.address
    findings.mappedPort = mapped.port
    if case .some(.some(let named)) = other {
      findings.otherAddress = named.address
      findings.otherPort = named.port
    }
    findings.mapping = mapping
    findings.filtering = filtering(at: now)
    if !isOwn(mapped.address) {
      findings.hairpin = hairpin(at: now)
      findings.hairpinUnsolicited = hairpinUnsolicited(at: now)
      if findings.hairpin == true {
        findings.hairpinInternalSource = loopSeen.values.contains { $0.address == local }
      }
      findings.ports = ports
    }
    if let plain = first.mappedAddress, let masked = first.xorMappedAddress {
      findings.isRewritten = plain != masked || hasRestored
    }
    let addresses = transactions.values.compactMap { $0.mapped?.address }
    findings.pool = Set(addresses).sorted { $0 < $1 }
    findings.software = first.software
    return findings
  }
}
