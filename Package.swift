// swift-tools-version: 6.2
import Foundation
import PackageDescription

let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .treatAllWarnings(as: .error),
]

/// Small functions are inlined across rooms. Each function is a section, which the linker may lay
/// in order or leave out. And generic types are had by a call: by their names, the default, the
/// runtime looks for each conformance among all there are, half of what a probe of one port
/// executes.
let optimization = [
  "-cross-module-optimization", "-Xfrontend", "-function-sections", "-Xfrontend",
  "-disable-concrete-type-metadata-mangled-name-accessors",
]

/// Every pointer is marked `unsafe` where it is used.
let source: [SwiftSetting] =
  strict + [
    .strictMemorySafety(),
    .unsafeFlags(optimization, .when(configuration: .release)),
  ]

/// One self-contained executable: the Swift runtime inside it, unused sections left out, and the
/// C++ runtime too where the system has its archive. What remains is libc and libm.
///
/// Start-up decides: exported symbols would keep unused code alive, and a position-independent
/// executable would have 15,000 relocations to apply before its first instruction.
func staticLinking() -> [LinkerSetting] {
  var flags = ["-static-stdlib", "-use-ld=lld", "-Xlinker", "--gc-sections"]
  flags += ["-Xlinker", "--no-export-dynamic", "-Xclang-linker", "-no-pie"]
  flags += ["-Xlinker", "--wrap=swift_copyAuxiliaryExecutablePath"]
  // What a short run touches lies together: Tests/Benchmarks/start/order writes the list.
  let order = "\(Context.packageDirectory)/Sources/CNetkit/static/start.order"
  flags += ["-Xlinker", "--symbol-ordering-file=\(order)"]
  flags += ["-Xlinker", "--no-warn-symbol-ordering"]
  let compilers = "/usr/lib/gcc"
  let hasStaticCxx =
    (try? FileManager.default.subpathsOfDirectory(atPath: compilers))?
    .contains { $0.hasSuffix("/libstdc++.a") } ?? false
  if hasStaticCxx {
    flags += ["-L", "\(Context.packageDirectory)/Sources/CNetkit/static"]
    flags += ["-Xclang-linker", "-static-libgcc", "-Xlinker", "--as-needed"]
  }
  return [.unsafeFlags(flags, .when(platforms: [.linux], configuration: .release))]
}

func room(_ name: String, _ below: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: below, swiftSettings: source)
}

func tests(
  _ name: String, _ rooms: [Target.Dependency], notSwift: [String] = []
) -> Target {
  .testTarget(name: name, dependencies: rooms, exclude: notSwift, swiftSettings: strict)
}

let package = Package(
  name: "netkit",
  products: [.executable(name: "netkit", targets: ["netkit"])],
  targets: [
    .systemLibrary(name: "CNetkit"),
    room("Addressing"),
    room("Arguments"),
    room("Presentation"),
    room("Platform", ["CNetkit"]),
    room("Wire", ["Addressing"]),
    room("Sockets", ["Platform", "Addressing", "CNetkit"]),
    room("TLS", ["Sockets", "Wire", "Platform", "CNetkit"]),
    room("Diagnostics", ["TLS", "Sockets", "Wire", "Platform", "Addressing"]),
    room(
      "NetkitCommands",
      ["Arguments", "Presentation", "Diagnostics", "Platform", "Addressing", "Wire"]),
    .executableTarget(
      name: "netkit", dependencies: ["NetkitCommands"], swiftSettings: source,
      linkerSettings: staticLinking()),
    // What several rooms' tests need: tools, shells, random inputs, and a loop to run on. Optimised
    // in a debug build as well, where to make an input would take longer than to parse it.
    .target(
      name: "TestSupport", dependencies: ["Sockets", "Platform"], path: "Tests/TestSupport",
      swiftSettings: strict + [.unsafeFlags(["-O"], .when(configuration: .debug))]),
    tests("AddressingTests", ["Addressing", "TestSupport"]),
    tests("ArgumentsTests", ["Arguments", "TestSupport"]),
    tests("PresentationTests", ["Presentation", "TestSupport"]),
    tests("PlatformTests", ["Platform"]),
    tests("WireTests", ["Wire", "Addressing", "TestSupport"]),
    tests("SocketsTests", ["Sockets", "Platform", "Addressing", "TestSupport"]),
    tests("TLSTests", ["TLS", "Sockets", "Wire", "Platform", "TestSupport"]),
    tests(
      "DiagnosticsTests",
      ["Diagnostics", "Sockets", "Wire", "Platform", "Addressing", "TestSupport"]),
    tests(
      "CommandsTests",
      ["NetkitCommands", "Arguments", "Presentation", "Addressing", "TestSupport"]),
    tests("ArchitectureTests", ["TestSupport"]),
    tests("TranscriptTests", ["netkit", "TestSupport"]),
    tests(
      "LabTests", ["netkit", "TestSupport"],
      notSwift: [
        "IPv6/delay.py", "IPv6/lab.sh", "IPv6/listener.py", "IPv6/unbound.conf",
        "NAT/hostile_router.py", "NAT/hostile_stun.py", "NAT/lab.sh", "NAT/natbox.py",
        "Resolve/nameserver.py",
      ]),
  ]
)
