/// What the kernel says of IPv6 as such. nil where the system does not tell.
package struct KernelFacts: Encodable, Hashable, Sendable {
  /// Whether there is an IPv6 stack at all: false for a kernel without its module.
  package var supported = true
  /// Whether every interface that is up has IPv6 switched off.
  package var disabled = false
  /// Whether the switch for all interfaces, `net.ipv6.conf.all.disable_ipv6`, is off.
  package var disabledForAll: Bool?
  /// Whether a listener on :: takes IPv6 alone unless it asks for both: `net.ipv6.bindv6only`.
  package var bindv6only: Bool?

  package init() {}

  /// Whether IPv6 can work at all.
  package var isOn: Bool { supported && !disabled }
}
