import Platform

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The slots of a scan's window and the sockets in them: each free slot is on the list of those
/// without a socket, with an IPv4 one, or with an IPv6 one.
@safe
struct ScanSlots: ~Copyable {
  let base: UnsafeMutablePointer<ScanSlot>
  private let capacity: Int
  /// The first of each list; -1 for none.
  private var free = InlineArray<3, Int32>(repeating: -1)
  /// Ports to ask from that no slot has, the next one last.
  private var sourcePorts: [UInt16]

  init(capacity: Int, sourcePorts: [UInt16]) {
    self.capacity = capacity
    self.sourcePorts = sourcePorts.reversed()
    unsafe base = .allocate(capacity: capacity)
    unsafe base.initialize(repeating: ScanSlot(), count: capacity)
    for index in 0..<capacity {
      unsafe base[index].next = index + 1 < capacity ? Int32(index + 1) : -1
    }
    free[0] = 0
  }

  deinit {
    // The highest numbers first: the low ones tell that much is still open (`ProcessEnd`).
    for index in (0..<capacity).reversed() where unsafe base[index].descriptor >= 0 {
      unsafe SystemCalls.closeDescriptor(base[index].descriptor)
    }
    unsafe base.deallocate()
  }

  /// A slot with a socket of the family, off its list. Throws EMFILE where there are no descriptors
  /// and no free slots with a socket of the other family, whose descriptor would do.
  mutating func claim(
    _ family: AddressFamily, _ poller: borrowing Poller, _ options: SocketOptions
  ) throws(SystemError) -> Int32 {
    if let index = pop(family.list) { return index }
    if let index = pop(0) {
      do throws(SystemError) {
        try open(index, family, poller, options)
        return index
      } catch {
        push(index)
        if error.code != EMFILE { throw error }
      }
    }
    // The sockets at rest are of the other family.
    guard let index = pop(family.other.list) else { throw SystemError("socket", EMFILE) }
    close(index)
    do throws(SystemError) {
      try open(index, family, poller, options)
      return index
    } catch {
      push(index)
      throw error
    }
  }

  /// Puts a slot back on its list, with its socket.
  mutating func push(_ index: Int32) {
    let slot = unsafe base + Int(index)
    let list = unsafe Int(slot.pointee.list)
    unsafe slot.pointee.next = free[list]
    free[list] = index
  }

  /// Closes a slot's socket.
  func close(_ index: Int32) {
    let slot = unsafe base + Int(index)
    unsafe SystemCalls.closeDescriptor(slot.pointee.descriptor)
    unsafe slot.pointee.descriptor = -1
    unsafe slot.pointee.list = 0
  }

  private mutating func pop(_ list: Int) -> Int32? {
    let index = free[list]
    if index < 0 { return nil }
    free[list] = unsafe base[Int(index)].next
    return index
  }

  private mutating func open(
    _ index: Int32, _ family: AddressFamily, _ poller: borrowing Poller, _ options: SocketOptions
  ) throws(SystemError) {
    let file = try SystemCalls.openSocket(family.number, .stream)
    try ErrorQueue.enable(file.raw, family)
    try bind(file.raw, index, family, options)
    try poller.addWriting(file.raw, token: UInt64(index))
    let slot = unsafe base + Int(index)
    unsafe slot.pointee.list = UInt8(family.list)
    unsafe slot.pointee.descriptor = file.release()
  }

  /// Sets the options, with the slot's source port or the next that nobody else holds. Where none is
  /// left the kernel chooses.
  private mutating func bind(
    _ descriptor: Int32, _ index: Int32, _ family: AddressFamily, _ options: SocketOptions
  ) throws(SystemError) {
    let slot = unsafe base + Int(index)
    if unsafe slot.pointee.sourcePort == 0 { unsafe slot.pointee.sourcePort = nextSourcePort() }
    while unsafe slot.pointee.sourcePort > 0 {
      var bound = options
      bound.source = unsafe (options.source ?? .any(family)).with(port: slot.pointee.sourcePort)
      do throws(SystemError) {
        return try bound.apply(to: descriptor, family)
      } catch {
        guard error.code == EADDRINUSE || error.code == EACCES else { throw error }
        unsafe slot.pointee.sourcePort = nextSourcePort()
      }
    }
    try options.apply(to: descriptor, family)
  }

  private mutating func nextSourcePort() -> UInt16 { sourcePorts.popLast() ?? 0 }
}

extension ScanSlot {
  func hasSocket(of family: AddressFamily) -> Bool { Int(list) == family.list }
}

extension AddressFamily {
  /// The list of free slots with sockets of the family; 0 is for slots without.
  fileprivate var list: Int {
    switch self {
    case .ipv4: 1
    case .ipv6: 2
    }
  }

  fileprivate var other: AddressFamily {
    switch self {
    case .ipv4: .ipv6
    case .ipv6: .ipv4
    }
  }
}
