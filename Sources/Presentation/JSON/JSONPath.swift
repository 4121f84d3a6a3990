/// Reads back from half-written JSON where the writer stood: the coding path costs nothing until
/// an error asks for it.
enum JSONPath {
  private enum Step {
    case key(String)
    case index(Int)
  }

  /// The path of the value that would come next: `{"a":[1,{"b":` gives `a[1].b`.
  static func open(in json: ArraySlice<UInt8>) -> String {
    var steps: [Step] = []
    var expectsKey = false
    var index = json.startIndex
    while index < json.endIndex {
      switch json[index] {
      case UInt8(ascii: "{"):
        steps.append(.key(""))
        expectsKey = true
      case UInt8(ascii: "["): steps.append(.index(0))
      // What they close may have been written away before.
      case UInt8(ascii: "}"), UInt8(ascii: "]"): _ = steps.popLast()
      case UInt8(ascii: ","):
        if case .index(let position)? = steps.last {
          steps[steps.count - 1] = .index(position + 1)
        } else {
          expectsKey = true
        }
      case UInt8(ascii: "\""):
        let end = endOfString(in: json, from: index)
        if expectsKey, !steps.isEmpty {
          steps[steps.count - 1] = .key(String(decoding: json[index + 1..<end], as: UTF8.self))
        }
        expectsKey = false
        index = end
      default: break
      }
      index += 1
    }
    // The separator of an element is written after it was found wanting: count from the brackets.
    return text(of: steps, elementFollows: isBetweenElements(json))
  }

  private static func endOfString(in json: ArraySlice<UInt8>, from quote: Int) -> Int {
    var index = quote + 1
    while index < json.endIndex, json[index] != UInt8(ascii: "\"") {
      index += json[index] == UInt8(ascii: "\\") ? 2 : 1
    }
    return min(index, json.endIndex)
  }

  /// Whether the last thing written was a whole element, so that the next has a higher index.
  private static func isBetweenElements(_ json: ArraySlice<UInt8>) -> Bool {
    switch json.last {
    case nil, UInt8(ascii: "["), UInt8(ascii: "{"), UInt8(ascii: ","), UInt8(ascii: ":"): false
    default: true
    }
  }

  private static func text(of steps: [Step], elementFollows: Bool) -> String {
    var path = ""
    for (level, step) in steps.enumerated() {
      switch step {
      case .key(let name): path += path.isEmpty ? name : ".\(name)"
      case .index(let position):
        let isNext = elementFollows && level == steps.count - 1
        path += "[\(isNext ? position + 1 : position)]"
      }
    }
    return path
  }
}
