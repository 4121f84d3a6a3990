import Testing

@testable import Presentation

@Suite struct JSONKeyTests {
  /// Property name, key, reason.
  static let names: [(String, String, String)] = [
    ("target", "target", "one word"),
    ("firstHost", "first_host", "a capital starts a word"),
    ("latencyMS", "latency_ms", "an acronym at the end"),
    ("kernelRTTms", "kernel_rtt_ms", "the unit after an acronym"),
    ("kernelRTTMS", "kernel_rttms", "two acronyms in a row are one: write RTTms"),
    ("HTTPServer", "http_server", "the last capital starts the next word"),
    ("lastHTTPStatus", "last_http_status", "an acronym in the middle"),
    ("observedRTTs", "observed_rtts", "the plural of an acronym"),
    ("URLsSeen", "urls_seen", "a plural followed by a word"),
    ("supportsIPv6", "supports_ipv6", "a version belongs to the acronym"),
    ("IPv4Address", "ipv4_address", "a version and a word"),
    ("TLSVersion", "tls_version", "a capital V is a word"),
    ("viaMSServer", "via_ms_server", "capitals alone are no unit"),
    ("isServed", "is_served", "s inside a word"),
    ("nat64Prefix", "nat64_prefix", "digits belong to the word before"),
    ("NAT64Prefix", "nat64_prefix", "digits after an acronym"),
    ("sha256", "sha256", "digits at the end"),
    ("eui64ID", "eui64_id", "an acronym after digits"),
    ("aB", "a_b", "single letters"),
    ("xID", "x_id", "a letter and an acronym"),
    ("_hidden", "_hidden", "a leading underscore stays"),
    ("already_snake", "already_snake", "a raw value of CodingKeys wins"),
    ("content-type", "content-type", "no capitals, nothing to do"),
    ("이름", "이름", "not ASCII: data"),
    ("a\"B", "a\\\"B", "escaped, not converted"),
  ]

  @Test("a name becomes its key", arguments: names)
  func spelling(name: String, key: String, reason: String) {
    #expect(JSONKey.spelling(of: name) == key, "\(reason)")
  }

  /// Property name of a `Duration`, key.
  static let durations: [(String, String)] = [
    ("roundTrip", "round_trip_ms"), ("latencyMS", "latency_ms"), ("ms", "ms"),
    ("kernelRTTms", "kernel_rtt_ms"), ("items", "items_ms"), ("elapsed_ms", "elapsed_ms"),
  ]

  @Test("the key of a duration ends in _ms", arguments: durations)
  func durationKey(name: String, key: String) {
    #expect(JSONKey.spelling(of: name, isDuration: true) == key)
  }
}
