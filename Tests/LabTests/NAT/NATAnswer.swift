import Foundation

/// What netkit answered.
struct NATAnswer {
  var status: Int32
  var text: String
  private var json: [String: Any]

  init(_ result: Lab.Result) {
    status = result.status
    text = result.output + result.errors
    let object = try? JSONSerialization.jsonObject(with: Data(result.output.utf8))
    json = object as? [String: Any] ?? [:]
  }

  /// `value("stun.0.mapping")`
  func value(_ path: String) -> Any? { Lab.value(at: path, in: json) }
  func word(_ path: String) -> String? { value(path) as? String }
  func number(_ path: String) -> Double? { (value(path) as? NSNumber)?.doubleValue }
  func flag(_ path: String) -> Bool? { value(path) as? Bool }

  var kind: String? { word("nat.kind") }
  var mapping: String? { word("nat.mapping") }
  var filtering: String? { word("nat.filtering") }
  var witnesses: [String] {
    (value("nat.witnesses") as? [[String: Any]] ?? []).compactMap { $0["name"] as? String }
  }
  var milliseconds: Double { number("elapsed_ms") ?? .infinity }

  /// Everybody to whom a packet went, with how many did.
  var contacted: [(address: String, port: Int, packets: Int)] {
    (value("contacted") as? [[String: Any]] ?? []).compactMap { row in
      guard let address = row["address"] as? String, let port = row["port"] as? Int,
        let packets = row["packets"] as? Int
      else { return nil }
      return (address, port, packets)
    }
  }
}
