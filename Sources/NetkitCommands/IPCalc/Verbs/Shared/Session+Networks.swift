import Addressing
import Presentation

/// Reading the networks that a verb is about; a complaint says why there is none.
extension Session {
  /// What one word of the command line stands for. What else it could mean is said.
  func operand(_ word: String, _ reading: ReadingOptions) -> NetworkOperand? {
    do throws(AddressError) {
      let operand = try NetworkOperand(word, rules: reading.rules)
      for note in operand.notes { complain("'\(word)': \(note)") }
      if operand.hasHostBits, let prefix = operand.prefix {
        complain("'\(word)' has host bits set; its network is \(prefix)")
      }
      return operand
    } catch {
      complain(error.description)
      return nil
    }
  }

  /// The one network that a verb works on, host bits dropped.
  func network(_ word: String, _ reading: ReadingOptions) -> IPPrefix? {
    guard let operand = operand(word, reading) else { return nil }
    guard let prefix = operand.prefix else {
      switch operand.range {
      case nil: complain("'\(word)' is a MAC address, not a network")
      case let range?:
        complain(
          "'\(word)' is not one network but \(range.prefixes.count)",
          hint: "\(Netkit.name) ipcalc range \(range)")
      }
      return nil
    }
    return prefix
  }

  /// Complains unless the length fits into the network's family and is not shorter than its own.
  func canCut(_ network: IPPrefix, at length: Int) -> Bool {
    if length > network.network.width {
      complain("/\(length) is longer than an IPv\(network.family) address")
      return false
    }
    if length < network.length {
      complain("/\(length) is larger than \(network) itself")
      return false
    }
    return true
  }
}
