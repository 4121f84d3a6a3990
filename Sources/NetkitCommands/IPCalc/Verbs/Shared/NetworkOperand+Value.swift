import Addressing

extension NetworkOperand {
  /// The canonical text of what was named, host bits and all.
  var text: String {
    switch value {
    case .address(let address): address.description
    case .network(let address, let prefix): "\(address)/\(prefix.length)"
    case .range(let range): range.description
    case .mac(let mac): mac.description
    }
  }
}
