/// An argument together with how it changes a `Root`.
///
/// Key paths are passed as autoclosures: making one costs more than parsing a command line, so it
/// is made only for the arguments that a user types.
package struct Argument<Root: ArgumentSet>: Sendable {
  package typealias Assign = @Sendable (inout Root, String) throws(ValueError) -> Void

  package var info: ArgumentInfo
  /// Reads one value into the root; flags are given "true" or "false".
  @usableFromInline let assign: Assign
  /// Empties a repeated option's default before its first value is added.
  @usableFromInline let reset: (@Sendable (inout Root) -> Void)?
  /// What is known of the value.
  @usableFromInline let describe: @Sendable () -> ValueInfo
  /// The arguments that this one stands for: those of a shared set.
  @usableFromInline let members: (@Sendable () -> [Argument<Root>])?

  @inlinable package init(
    _ info: ArgumentInfo,
    assign: @escaping Assign = { _, _ in },
    reset: (@Sendable (inout Root) -> Void)? = nil,
    describe: @escaping @Sendable () -> ValueInfo = { ValueInfo() },
    members: (@Sendable () -> [Argument<Root>])? = nil
  ) {
    self.info = info
    self.assign = assign
    self.reset = reset
    self.describe = describe
    self.members = members
  }

  /// A key path made when it is needed.
  package typealias Path<Value> = @Sendable () -> WritableKeyPath<Root, Value>
}

extension ArgumentSet {
  /// The arguments with the shared sets in their places.
  static var flattened: [Argument<Self>] {
    let declared = arguments
    guard declared.contains(where: { $0.members != nil }) else { return declared }
    return declared.flatMap { $0.members?() ?? [$0] }
  }
}

extension Argument {
  /// A title for the options that follow, up to the next.
  @inlinable package static func heading(_ title: String) -> Self {
    Argument(ArgumentInfo(.heading, summary: title))
  }

  /// The arguments of a set that several commands share, declared once: `.shared(at: \.common)`.
  package static func shared<Shared: ArgumentSet>(
    _ set: Shared.Type = Shared.self, at path: @autoclosure @escaping Path<Shared>
  ) -> Self {
    Argument(
      ArgumentInfo(.heading, summary: ""),
      members: { Shared.flattened.map { Argument($0, at: path) } })
  }

  /// The argument of a part, seen from the whole.
  private init<Part: ArgumentSet>(_ part: Argument<Part>, at path: @escaping Path<Part>) {
    var lifted: (@Sendable (inout Root) -> Void)?
    if let reset = part.reset { lifted = { root in reset(&root[keyPath: path()]) } }
    self.init(
      part.info,
      assign: { root, text throws(ValueError) in try part.assign(&root[keyPath: path()], text) },
      reset: lifted, describe: part.describe)
  }
}

extension ValueInfo {
  /// What the type says about itself, and a default.
  @inlinable package init<Value: ArgumentValue>(
    _ type: Value.Type, default value: Value?, _ completion: Completion? = nil
  ) {
    self.init(
      choices: Value.choices, completion: completion ?? Value.completion,
      defaultText: value?.argument ?? "",
      acceptsNegative: Value.acceptsNegative)
  }
}
