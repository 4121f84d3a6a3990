public import Platform

/// What this host's kernel knows about its network: interfaces, addresses, routes, neighbours.
///
/// The calls ask the kernel at once and wait for nobody. Linux answers over netlink; on Darwin there
/// are interfaces and addresses only, and the rest throws ENOTSUP.
public enum NetworkState {
  /// The default routes of a family, the one in use first.
  public static func defaultRoutes(
    _ family: AddressFamily
  ) throws(SystemError) -> [Route] {
    try routes(family).filter(\.isDefault).sorted { $0.metric < $1.metric }
  }
}
