/// The rules of RFC 6724 §6, by their numbers: the first that tells two addresses apart decides.
public enum OrderRule: Int, Hashable, Sendable, CaseIterable {
  case avoidUnusable = 1
  case matchingScope = 2
  case avoidDeprecated = 3
  case homeAddress = 4
  case matchingLabel = 5
  case higherPrecedence = 6
  case nativeTransport = 7
  case smallerScope = 8
  case longestPrefix = 9
  case unchanged = 10
}
