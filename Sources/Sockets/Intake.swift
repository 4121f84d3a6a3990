/// What a read that does not wait brought.
public enum Intake<Value> {
  case value(Value)
  /// Nothing for now.
  case nothing
  /// The peer has ended its side: nothing will come any more.
  case end
}
