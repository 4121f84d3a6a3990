public import Addressing

/// Somebody to whom packets were sent, or would be by a plan.
public struct Contact: Hashable, Sendable, Encodable {
  public var address: IPAddress
  public var port: UInt16
  public var transport: Transport
  /// Why: `NAT-PMP and PCP`, `STUN`.
  public var purpose: String
  /// Packets sent, or in a plan the most that will be; for TCP the connections.
  public var packets: Int

  public enum Transport: String, Hashable, Sendable, Encodable { case udp, tcp }
}

/// Counts packets by whom they went to and why. A class: all parts of a run add to one list, on one
/// thread.
final class ContactBook: @unchecked Sendable {
  private(set) var contacts: [Contact] = []

  func note(
    _ address: IPAddress, _ port: UInt16, _ transport: Contact.Transport, _ purpose: String,
    packets: Int = 1
  ) {
    let place = contacts.firstIndex {
      $0.address == address && $0.port == port && $0.transport == transport
        && $0.purpose == purpose
    }
    if let place {
      contacts[place].packets += packets
    } else {
      contacts.append(
        Contact(
          address: address, port: port, transport: transport, purpose: purpose, packets: packets))
    }
  }
}
