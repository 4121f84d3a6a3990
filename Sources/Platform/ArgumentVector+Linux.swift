#if os(Linux)
  import CNetkit

  // The Swift runtime finds the argument vector by parsing /proc/self/maps in a static
  // constructor: a fifth of all instructions of a short run, in every run. Defined here, these two
  // functions keep that part of the runtime's archive out of the executable. `CommandLine` calls
  // them; no code of ours does.

  /// The argument vector as the kernel laid it down, and the number of words in it.
  @_cdecl("_swift_stdlib_getUnsafeArgvArgc")
  func argumentVector(
    _ count: UnsafeMutablePointer<Int32>
  ) -> UnsafeMutablePointer<UnsafeMutablePointer<CChar>?> {
    let stack = unsafe nk_initial_stack()!
    unsafe count.pointee = Int32(truncatingIfNeeded: stack.pointee)
    return unsafe UnsafeMutableRawPointer(stack + 1)
      .assumingMemoryBound(to: UnsafeMutablePointer<CChar>?.self)
  }

  /// What a program that embeds Swift would call to pass other arguments: nobody does here.
  @_cdecl("_swift_stdlib_overrideUnsafeArgvArgc")
  func overrideArgumentVector(
    _ vector: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>, _ count: Int32
  ) {}

  /// Where the program that prints backtraces after a crash would be: never beside netkit. Eight
  /// places are searched for it at each start otherwise (the linker's `--wrap` leads here).
  @_cdecl("__wrap_swift_copyAuxiliaryExecutablePath")
  func auxiliaryExecutablePath(_ name: UnsafePointer<CChar>) -> UnsafeMutablePointer<CChar>? {
    nil
  }
#endif
