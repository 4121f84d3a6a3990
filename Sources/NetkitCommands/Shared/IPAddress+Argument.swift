import Addressing
public import Arguments

/// An address without a zone: `192.0.2.1`, `2001:db8::1`.
extension IPAddress: ArgumentValue {
  init(argument: String) throws(ValueError) {
    do throws(AddressError) {
      self = try IPAddress(argument)
    } catch {
      throw ValueError(error.strictExplanation)
    }
  }

  var argument: String { description }
}
