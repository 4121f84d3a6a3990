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
  var form = sockaddr_in6()
  var formLength: socklen_t = 0
  /// -1 without a socket.
  var descriptor: Int32 = -1
  /// The socket's family; 0 without one.
  var family: UInt8 = 0
  var isLive = false
  /// Whether this probe asks a second time, to be sure.
  var isConfirming = false
  /// The bucket of the deadline wheel.
  var bucket: Int16 = 0
  /// Neighbours in the bucket, or the next free slot; -1 for none.
  var next: Int32 = -1
  var previous: Int32 = -1
  var tag: UInt64 = 0
  var started = Instant(nanoseconds: 0)
  var deadline = Instant(nanoseconds: 0)
}
