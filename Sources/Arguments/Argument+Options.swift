/// Arguments that are called by name.
extension ArgumentSet {
  /// A flag: absent is the property's default, present is true, and `--no-x` is false.
  @inlinable public static func flag(
    _ short: Unicode.Scalar?, _ long: String, _ path: @autoclosure @escaping Path<Bool>,
    _ summary: String, details: String = "", negatable: Bool = false, variable: String? = nil,
    group: String? = nil
  ) -> Argument {
    Argument(
      ArgumentInfo(
        .flag, short: short, long: long, summary: summary, details: details, variable: variable,
        group: group, isNegatable: negatable),
      assign: { receiver, text throws(ValueError) in
        let value = try Bool(argument: text)
        receiver.modify(Self.self) { $0[keyPath: path()] = value }
      })
  }

  /// A flag that stands for one value of a property: `-4` for the family `.ipv4`.
  @inlinable public static func flag<Value: Sendable>(
    _ short: Unicode.Scalar?, _ long: String, _ path: @autoclosure @escaping Path<Value>,
    is value: @autoclosure @escaping @Sendable () -> Value, _ summary: String,
    details: String = "", group: String? = nil
  ) -> Argument {
    Argument(
      ArgumentInfo(
        .flag, short: short, long: long, summary: summary, details: details, group: group),
      assign: { receiver, _ in receiver.modify(Self.self) { $0[keyPath: path()] = value() } })
  }

  /// A flag that counts: `-vv` is 2.
  @inlinable public static func count(
    _ short: Unicode.Scalar?, _ long: String, _ path: @autoclosure @escaping Path<Int>,
    _ summary: String, details: String = "", group: String? = nil
  ) -> Argument {
    Argument(
      ArgumentInfo(
        .flag, short: short, long: long, summary: summary, details: details, group: group,
        count: 0...Int.max),
      assign: { receiver, _ in receiver.modify(Self.self) { $0[keyPath: path()] += 1 } })
  }

  /// An option with a value: `--timeout TIME`; the last one given counts.
  ///
  /// `implied` is the value of the option given without one, which then needs `=` to take one.
  @inlinable public static func option<Value: ArgumentValue>(
    _ short: Unicode.Scalar?, _ long: String, _ placeholder: String,
    _ path: @autoclosure @escaping Path<Value>, _ summary: String,
    details: String = "", variable: String? = nil, group: String? = nil, implied: String? = nil,
    completion: Completion? = nil
  ) -> Argument {
    Argument(
      ArgumentInfo(
        .option, short: short, long: long, placeholder: placeholder, summary: summary,
        details: details, variable: variable, group: group, implied: implied),
      assign: { receiver, text throws(ValueError) in
        let value = try Value(argument: text)
        receiver.modify(Self.self) { $0[keyPath: path()] = value }
      },
      describe: { ValueInfo(Value.self, default: Self()[keyPath: path()], completion) })
  }

  /// An option whose value is nil until it is given.
  @inlinable public static func option<Value: ArgumentValue>(
    _ short: Unicode.Scalar?, _ long: String, _ placeholder: String,
    _ path: @autoclosure @escaping Path<Value?>, _ summary: String,
    details: String = "", variable: String? = nil, group: String? = nil, implied: String? = nil,
    completion: Completion? = nil
  ) -> Argument {
    Argument(
      ArgumentInfo(
        .option, short: short, long: long, placeholder: placeholder, summary: summary,
        details: details, variable: variable, group: group, implied: implied),
      assign: { receiver, text throws(ValueError) in
        let value = try Value(argument: text)
        receiver.modify(Self.self) { $0[keyPath: path()] = value }
      },
      describe: { ValueInfo(Value.self, default: Self()[keyPath: path()], completion) })
  }

  /// An option whose value lies in a range.
  @inlinable public static func option<Value: ArgumentValue & Comparable>(
    _ short: Unicode.Scalar?, _ long: String, _ placeholder: String,
    _ path: @autoclosure @escaping Path<Value>, _ summary: String, in range: ClosedRange<Value>,
    details: String = "", variable: String? = nil, group: String? = nil, implied: String? = nil,
    completion: Completion? = nil
  ) -> Argument {
    Argument(
      ArgumentInfo(
        .option, short: short, long: long, placeholder: placeholder, summary: summary,
        details: details, variable: variable, group: group, implied: implied),
      assign: { receiver, text throws(ValueError) in
        let value = try Value(argument: text, in: range)
        receiver.modify(Self.self) { $0[keyPath: path()] = value }
      },
      describe: { ValueInfo(Value.self, default: Self()[keyPath: path()], completion) })
  }

  /// An option whose value is nil until it is given, and then lies in a range.
  @inlinable public static func option<Value: ArgumentValue & Comparable>(
    _ short: Unicode.Scalar?, _ long: String, _ placeholder: String,
    _ path: @autoclosure @escaping Path<Value?>, _ summary: String, in range: ClosedRange<Value>,
    details: String = "", variable: String? = nil, group: String? = nil, implied: String? = nil,
    completion: Completion? = nil
  ) -> Argument {
    Argument(
      ArgumentInfo(
        .option, short: short, long: long, placeholder: placeholder, summary: summary,
        details: details, variable: variable, group: group, implied: implied),
      assign: { receiver, text throws(ValueError) in
        let value = try Value(argument: text, in: range)
        receiver.modify(Self.self) { $0[keyPath: path()] = value }
      },
      describe: { ValueInfo(Value.self, default: Self()[keyPath: path()], completion) })
  }

  /// An option that may be given again, each time adding a value.
  ///
  /// With a separator one word can hold several: `--to int,hex`. The first value given replaces
  /// the default.
  @inlinable public static func options<Value: ArgumentValue>(
    _ short: Unicode.Scalar?, _ long: String, _ placeholder: String,
    _ path: @autoclosure @escaping Path<[Value]>, _ summary: String, separator: Character? = nil,
    details: String = "", variable: String? = nil, group: String? = nil,
    completion: Completion? = nil
  ) -> Argument {
    Argument(
      ArgumentInfo(
        .option, short: short, long: long, placeholder: placeholder, summary: summary,
        details: details, variable: variable, group: group, count: 0...Int.max,
        separator: separator),
      assign: { receiver, text throws(ValueError) in
        let value = try Value(argument: text)
        receiver.modify(Self.self) { $0[keyPath: path()].append(value) }
      },
      reset: { receiver in receiver.modify(Self.self) { $0[keyPath: path()] = [] } },
      describe: {
        var value = ValueInfo(Value.self, default: nil, completion)
        let initial = Self()[keyPath: path()].map(\.argument)
        value.defaultText = initial.joined(separator: separator.map(String.init) ?? " ")
        return value
      })
  }
}
