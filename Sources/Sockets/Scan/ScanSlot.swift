import CNetkit
import Platform

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// One place of the scan's window: a socket, kept for many probes, and the probe under way on it.
struct ScanSlot {
  /// The probe's address as the kernel takes it: a sockaddr_in or sockaddr_in6.
  private var form = sockaddr_in6()
  private var formLength: socklen_t = 0
  /// -1 without a socket.
  var descriptor: Int32 = -1
  /// The list for slots with a socket of this family; 0 without one.
  var list: UInt8 = 0
  var isLive = false
  /// Whether this probe asks a second time, to be sure.
  var isConfirming = false
  /// The bucket of the deadline wheel.
  var bucket: Int16 = 0
  /// The port to ask from, the same for every socket of the slot; 0 for the kernel's choice.
  var sourcePort: UInt16 = 0
  /// Neighbours in the bucket, or the next free slot; -1 for none.
  var next: Int32 = -1
  var previous: Int32 = -1
  private(set) var tag: UInt64 = 0
  private(set) var started = Instant(nanoseconds: 0)
  private(set) var deadline = Instant(nanoseconds: 0)

  /// Gives the slot a probe to ask.
  mutating func take(_ probe: ConnectProbe, _ now: Instant) {
    unsafe formLength = withUnsafeMutableBytes(of: &form) {
      unsafe probe.address.storeKernelForm(into: $0)
    }
    tag = probe.tag
    isConfirming = false
    started = now
    deadline = now + max(probe.timeout, .milliseconds(1))
  }

  /// Waits longer for the answer, by 1 ms at least.
  mutating func wait(_ patience: Duration, from now: Instant) {
    deadline = now + max(patience, .milliseconds(1))
  }

  /// The probe under way, to be asked again elsewhere.
  var probe: ConnectProbe {
    let length = Int(formLength)
    let address = unsafe withUnsafeBytes(of: form) {
      unsafe SocketAddress(kernelForm: $0.baseAddress!, length: length)
    }
    // The form was made from an address of one of the two families.
    return ConnectProbe(address: address!, tag: tag, timeout: deadline - started)
  }

  /// Begins to connect, or collects what has come of it; the errno, 0 where it is connected.
  mutating func connect() -> Int32 {
    let (descriptor, length) = (descriptor, formLength)
    return unsafe withUnsafeBytes(of: &form) { form in
      unsafe SystemCalls.connectSocket(
        descriptor, to: form.baseAddress!.assumingMemoryBound(to: sockaddr.self), length)
    }
  }

  /// Makes the socket fit for another question. A connection that stands is reset: no port of ours
  /// is left in TIME_WAIT.
  func disconnect() { SystemCalls.disconnectSocket(descriptor) }

  /// Who answers on the connected socket: whoever was asked, but for 0.0.0.0 and ::, which are
  /// loopback addresses by then.
  var peer: SocketAddress {
    let asked = probe.address
    return asked.isAny ? (try? .remote(of: descriptor)) ?? asked : asked
  }

  /// The ICMP message that came to this probe. Messages to earlier probes of the socket, which came
  /// too late for them, are dropped.
  func takeMessage() -> ICMPReport? {
    while let report = ErrorQueue.next(descriptor) {
      guard let about = report.about else { return report }
      let asked = probe.address
      if about.port == asked.port, about.address == asked.address { return report }
    }
    return nil
  }
}
