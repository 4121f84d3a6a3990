#if os(Linux)
  import CNetkit
  import Glibc

  extension CommandWords {
    /// The words where the kernel laid them: below the environment lie the count, the words and nil.
    ///
    /// The standard library looks for the stack in /proc/self/maps, and without /proc, as in a bare
    /// chroot, finds no words. Nil where something has moved the environment away from the stack.
    static var original: [String]? {
      guard let environment = unsafe nk_environ() else { return nil }
      // The stack's frames lie below the words, and the name of the program's file above them.
      var frame: UInt8 = 0
      let bottom = unsafe withUnsafePointer(to: &frame) { UInt(bitPattern: $0) }
      let place = UInt(bitPattern: environment)
      guard bottom < place, place < getauxval(UInt(AT_EXECFN)) else { return nil }
      var count = 0
      while unsafe UInt(bitPattern: environment[-2 - count]) != UInt(count) { count += 1 }
      return (0..<count).map { index in
        // As many words as the count says, and none of them nil: execve refuses it.
        unsafe String(cString: environment[index - 1 - count]!)
      }
    }
  }
#endif
