import Arguments
import TLS

/// The lowest version of TLS that is spoken.
enum TLSMinimum: String, ChoiceValue, CaseIterable {
  case v1_2 = "1.2"
  case v1_3 = "1.3"

  var summary: String {
    switch self {
    case .v1_2: "RFC 5246 and up; older versions are never spoken (RFC 8996)"
    case .v1_3: "RFC 8446"
    }
  }

  var version: TLSVersion {
    switch self {
    case .v1_2: .v1_2
    case .v1_3: .v1_3
    }
  }
}
