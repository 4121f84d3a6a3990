/// Arguments that are known by their place.
extension ArgumentSet {
  /// An operand that must be given, unless `required` is false and the default stands in for it.
  @inlinable public static func operand<Value: ArgumentValue>(
    _ placeholder: String, _ path: @autoclosure @escaping Path<Value>, _ summary: String,
    required: Bool = true, details: String = "",
    completion: Completion? = nil
  ) -> Argument {
    Argument(
      ArgumentInfo(
        .operand, placeholder: placeholder, summary: summary, details: details,
        count: (required ? 1 : 0)...1),
      assign: { receiver, text throws(ValueError) in
        let value = try Value(argument: text)
        receiver.modify(Self.self) { $0[keyPath: path()] = value }
      },
      describe: {
        ValueInfo(Value.self, default: required ? nil : Self()[keyPath: path()], completion)
      })
  }

  /// An operand that is nil until it is given.
  @inlinable public static func operand<Value: ArgumentValue>(
    _ placeholder: String, _ path: @autoclosure @escaping Path<Value?>, _ summary: String,
    required: Bool = false, details: String = "",
    completion: Completion? = nil
  ) -> Argument {
    Argument(
      ArgumentInfo(
        .operand, placeholder: placeholder, summary: summary, details: details,
        count: (required ? 1 : 0)...1),
      assign: { receiver, text throws(ValueError) in
        let value = try Value(argument: text)
        receiver.modify(Self.self) { $0[keyPath: path()] = value }
      },
      describe: { ValueInfo(Value.self, default: nil, completion) })
  }

  /// An operand in a range.
  @inlinable public static func operand<Value: ArgumentValue & Comparable>(
    _ placeholder: String, _ path: @autoclosure @escaping Path<Value>, _ summary: String,
    in range: ClosedRange<Value>, required: Bool = true, details: String = "",
    completion: Completion? = nil
  ) -> Argument {
    Argument(
      ArgumentInfo(
        .operand, placeholder: placeholder, summary: summary, details: details,
        count: (required ? 1 : 0)...1),
      assign: { receiver, text throws(ValueError) in
        let value = try Value(argument: text, in: range)
        receiver.modify(Self.self) { $0[keyPath: path()] = value }
      },
      describe: {
        ValueInfo(Value.self, default: required ? nil : Self()[keyPath: path()], completion)
      })
  }

  /// Operands of one kind, from `minimum` (1, or 0 where they are not required) to `maximum`.
  ///
  /// One such list may stand anywhere among single operands: it takes what those leave.
  @inlinable public static func operands<Value: ArgumentValue>(
    _ placeholder: String, _ path: @autoclosure @escaping Path<[Value]>, _ summary: String,
    required: Bool = true, minimum: Int? = nil, maximum: Int = .max, details: String = "",
    completion: Completion? = nil
  ) -> Argument {
    Argument(
      ArgumentInfo(
        .operand, placeholder: placeholder, summary: summary, details: details,
        count: (minimum ?? (required ? 1 : 0))...maximum),
      assign: { receiver, text throws(ValueError) in
        let value = try Value(argument: text)
        receiver.modify(Self.self) { $0[keyPath: path()].append(value) }
      },
      reset: { receiver in receiver.modify(Self.self) { $0[keyPath: path()] = [] } },
      describe: { ValueInfo(Value.self, default: nil, completion) })
  }

  /// All words after `--`, untouched: a command to be run. Without it they are operands.
  @inlinable public static func trailing(
    _ placeholder: String, _ path: @autoclosure @escaping Path<[String]>, _ summary: String,
    required: Bool = false, details: String = ""
  ) -> Argument {
    Argument(
      ArgumentInfo(
        .trailing, placeholder: placeholder, summary: summary, details: details,
        count: (required ? 1 : 0)...Int.max),
      assign: { receiver, text in
        receiver.modify(Self.self) { $0[keyPath: path()].append(text) }
      })
  }
}
