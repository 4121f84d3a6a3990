/// An argument together with how it changes the command that declares it.
///
/// The type of that command is not part of this type, and key paths are autoclosures: to make
/// metadata for the one or objects for the other would cost more than reading a command line.
public struct Argument: Sendable {
  public typealias Assign = @Sendable (Receiver, String) throws(ValueError) -> Void

  public var info: ArgumentInfo
  /// Reads one value into the receiver; flags are given "true" or "false".
  let assign: Assign
  /// Empties a repeated argument's default before its first value is added.
  let reset: (@Sendable (Receiver) -> Void)?
  /// What is known of the value.
  let describe: @Sendable () -> ValueInfo
  /// The arguments that this one stands for: those of a shared set.
  let members: (@Sendable () -> [Argument])?
  /// True once a value was typed: kept here by the parser.
  var isGiven = false

  public init(
    _ info: ArgumentInfo,
    assign: @escaping Assign = { _, _ in },
    reset: (@Sendable (Receiver) -> Void)? = nil,
    describe: @escaping @Sendable () -> ValueInfo = { ValueInfo() },
    members: (@Sendable () -> [Argument])? = nil
  ) {
    self.info = info
    self.assign = assign
    self.reset = reset
    self.describe = describe
    self.members = members
  }
}

extension Argument {
  /// The same argument, left out of the one screen that `-h` prints: for the few who look further.
  public var rare: Argument {
    var copy = self
    copy.info.isRare = true
    return copy
  }
}

extension ArgumentSet {
  /// A key path made when it is needed.
  public typealias Path<Value> = @Sendable () -> WritableKeyPath<Self, Value>

  /// A title for the options that follow, up to the next.
  public static func heading(_ title: String) -> Argument {
    Argument(ArgumentInfo(.heading, summary: title))
  }

  /// The arguments of a set that several commands share, declared once: `shared(at: \.common)`.
  public static func shared<Shared: ArgumentSet>(
    _ set: Shared.Type = Shared.self, at path: @autoclosure @escaping Path<Shared>
  ) -> Argument {
    Argument(
      ArgumentInfo(.heading, summary: ""),
      members: { Shared.flattened.map { lifted($0, at: path) } })
  }

  /// The argument of a part, seen from the whole.
  private static func lifted<Part: ArgumentSet>(_ part: Argument, at path: @escaping Path<Part>)
    -> Argument
  {
    var reset: (@Sendable (Receiver) -> Void)?
    if let partReset = part.reset {
      reset = { whole in
        whole.modify(Self.self) { root in Receiver.lend(&root[keyPath: path()], to: partReset) }
      }
    }
    return Argument(
      part.info,
      assign: { whole, text throws(ValueError) in
        try whole.modify(Self.self) { root throws(ValueError) in
          try Receiver.lend(&root[keyPath: path()]) { receiver throws(ValueError) in
            try part.assign(receiver, text)
          }
        }
      },
      reset: reset, describe: part.describe)
  }

  /// The arguments with the shared sets in their places.
  static var flattened: [Argument] {
    var all = arguments
    // From the end, so that the places before it stay as they are.
    for index in all.indices.reversed() {
      guard let members = all[index].members else { continue }
      all.replaceSubrange(index...index, with: members())
    }
    return all
  }
}

extension ValueInfo {
  /// What the type says about itself, and a default.
  @inlinable public init<Value: ArgumentValue>(
    _ type: Value.Type, default value: Value?, _ completion: Completion? = nil
  ) {
    self.init(
      choices: Value.choices, completion: completion ?? Value.completion,
      defaultText: value?.argument ?? "", acceptsNegative: Value.acceptsNegative)
  }
}
