/// The codes of getaddrinfo in words.
enum LookupWords {
  static func text(for code: String) -> String {
    switch code {
    case "EAI_NONAME": "no such name"
    case "EAI_NODATA": "the name has no address"
    case "EAI_AGAIN": "no name server answered"
    case "EAI_FAIL": "the name server failed"
    case "timeout": "no answer in time"
    default: code
    }
  }
}
