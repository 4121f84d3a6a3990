#if os(Linux)
  import CNetkit

  extension CommandWords {
    typealias Vector = UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>

    /// The number of words, and the words, where the kernel laid them down: on the initial stack,
    /// below the environment (System V ABI).
    ///
    /// The standard library looks for that stack in /proc/self/maps, and without /proc, as in a
    /// bare chroot, finds no words.
    static var vector: (count: Int, words: Vector) {
      let stack = unsafe nk_initial_stack()!
      let words = unsafe UnsafeMutableRawPointer(stack + 1)
        .assumingMemoryBound(to: UnsafeMutablePointer<CChar>?.self)
      return unsafe (stack.pointee, words)
    }
  }

  // Its parse of /proc/self/maps is a static constructor: a fifth of all instructions of a short
  // run, in every run. Defined here, these two functions keep that part of the runtime's archive
  // out of the executable. `CommandLine` calls them; no code of ours does.

  @_cdecl("_swift_stdlib_getUnsafeArgvArgc")
  func argumentVector(_ count: UnsafeMutablePointer<Int32>) -> CommandWords.Vector {
    let vector = unsafe CommandWords.vector
    unsafe count.pointee = Int32(truncatingIfNeeded: vector.count)
    return unsafe vector.words
  }

  /// What a program that embeds Swift would call to pass other arguments: nobody does here.
  @_cdecl("_swift_stdlib_overrideUnsafeArgvArgc")
  func overrideArgumentVector(_ words: CommandWords.Vector, _ count: Int32) {}

  /// Where the program that prints backtraces after a crash would be: never beside netkit. Eight
  /// places are searched for it at each start otherwise (the linker's `--wrap` leads here).
  @_cdecl("__wrap_swift_copyAuxiliaryExecutablePath")
  func auxiliaryExecutablePath(_ name: UnsafePointer<CChar>) -> UnsafeMutablePointer<CChar>? {
    nil
  }
#endif
