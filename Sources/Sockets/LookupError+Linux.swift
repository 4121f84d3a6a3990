#if os(Linux)
  extension LookupError {
    // <netdb.h> hides both without _GNU_SOURCE.
    static var noDataCode: Int32 { -5 }
    static var addressFamilyCode: Int32 { -9 }
  }
#endif
