#if canImport(Darwin)
  import Darwin

  extension LookupError {
    static var noDataCode: Int32 { EAI_NODATA }
    static var addressFamilyCode: Int32 { EAI_ADDRFAMILY }
  }
#endif
