/// What the kernel says of IPv6 as such. nil where the system does not tell.
public struct KernelFacts: Encodable, Hashable, Sendable {
  /// Whether there is an IPv6 stack at all: false for a kernel without its module.
  public var supported = true
  /// Whether every interface that is up has IPv6 switched off.
  public var disabled = false
  /// Whether the switch for all interfaces, `net.ipv6.conf.all.disable_ipv6`, is off.
  public var disabledForAll: Bool?
  /// Whether a listener on :: takes IPv6 alone unless it asks for both: `net.ipv6.bindv6only`.
  public var bindv6only: Bool?

  public init() {}

  /// Whether IPv6 can work at all.
  public var isOn: Bool { supported && !disabled }
}
