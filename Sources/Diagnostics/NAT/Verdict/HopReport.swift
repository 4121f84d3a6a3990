package import Addressing

/// The first routers on the way out, and how far away our own outside address is.
package struct HopReport: Hashable, Sendable, Encodable {
  /// Nearest first; up to the last that answered.
  package var path: [Hop] = []
  /// At which hop the address that servers see answered: 1 is the first router. nil where it did
  /// not answer.
  package var mappedDistance: Int?

  package init(path: [Hop] = [], mappedDistance: Int? = nil) {
    self.path = path
    self.mappedDistance = mappedDistance
  }

  package struct Hop: Hashable, Sendable, Encodable {
    package var distance: Int
    /// nil where nobody answered.
    package var address: IPAddress?
    package var addressClass: SourceClass?
    package var roundTrip: Duration?

    package init(distance: Int, address: IPAddress?, roundTrip: Duration? = nil) {
      self.distance = distance
      self.address = address
      addressClass = address.map { SourceClass($0) }
      self.roundTrip = roundTrip
    }
  }
}
