import Addressing
import Arguments
import Diagnostics
import Sockets

extension AddressFamily {
  /// Refuses a `--source` of the other family: nothing could be sent from it.
  func admit(source: IPAddress) throws(UsageError) {
    let (wanted, given) = (Family(self), Family(source))
    guard given != wanted else { return }
    throw UsageError(
      "--source \(source) is an \(given.name) address, and only \(wanted.name) is to be used")
  }
}
