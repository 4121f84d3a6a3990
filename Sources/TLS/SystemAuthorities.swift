import Platform

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Where the system's OpenSSL keeps the authorities that it trusts.
enum SystemAuthorities {
  /// A system's own set has over a hundred; what administrators add to a directory beside a bundle
  /// is a few.
  private static let fewest = 64

  /// Whether the hashed directory has all that the bundle has, so that reading the bundle, 20 ms,
  /// could find nothing new: Debian, Alpine and Arch hash their whole set, while older Fedoras and
  /// Homebrew have the bundle alone. Never where a variable names another place.
  static func directoryIsComplete(_ library: OpenSSL) -> Bool {
    let certificates = library.certificates
    let isUsual =
      unsafe isUsual(
        certificates.systemDirectory(), orAsIn: certificates.systemDirectoryVariable())
      && isUsual(certificates.systemBundle(), orAsIn: certificates.systemBundleVariable())
    guard isUsual, let path = unsafe certificates.systemDirectory() else { return false }
    return unsafe countHashed(in: String(cString: path), upTo: fewest) >= fewest
  }

  /// Whether the variable is not set, or names the usual place.
  private static func isUsual(
    _ place: UnsafePointer<CChar>?, orAsIn variable: UnsafePointer<CChar>?
  ) -> Bool {
    guard let variable = unsafe variable, let named = unsafe getenv(variable) else { return true }
    var (one, other) = (stat(), stat())
    guard let place = unsafe place, unsafe stat(place, &one) == 0, unsafe stat(named, &other) == 0
    else { return false }
    return one.st_dev == other.st_dev && one.st_ino == other.st_ino
  }

  /// How many authorities a directory has under their hashes, at most `limit`.
  static func countHashed(in path: String, upTo limit: Int) -> Int {
    guard let directory = unsafe opendir(path) else { return 0 }
    defer { unsafe closedir(directory) }
    var count = 0
    while count < limit, let entry = unsafe readdir(directory) {
      let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        unsafe bytes.prefix(11).prefix { $0 != 0 }.map(\.self)
      }
      if isHashed(name) { count += 1 }
    }
    return count
  }

  /// `1d3472b9.0`: the hash of a subject, and a number among those that share it.
  static func isHashed(_ name: [UInt8]) -> Bool {
    guard name.count >= 10, name[8] == UInt8(ascii: ".") else { return false }
    let isDigit = { (byte: UInt8) in (0x30...0x39).contains(byte) }
    return name[..<8].allSatisfy { isDigit($0) || (0x61...0x66).contains($0) }
      && name[9...].allSatisfy(isDigit)
  }
}
