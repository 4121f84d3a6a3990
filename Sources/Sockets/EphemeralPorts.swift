/// The ports from which this system chooses where a socket is bound to none.
public enum EphemeralPorts {}
