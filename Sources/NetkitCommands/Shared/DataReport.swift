import Wire

/// An event that carries what somebody sent.
protocol DataReport {
  var bytes: Int? { get set }
  /// The bytes where they are UTF-8, else nil.
  var text: String? { get set }
  /// The bytes where they are no UTF-8, else nil.
  var hex: String? { get set }
}

extension DataReport {
  mutating func set(_ data: [UInt8]) {
    bytes = data.count
    if let text = String(validating: data, as: UTF8.self) {
      self.text = text
    } else {
      hex = Hexadecimal.text(data)
    }
  }
}
