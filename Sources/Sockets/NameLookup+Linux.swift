#if os(Linux)
  import Glibc

  extension NameLookup {
    /// By what this program can start itself again.
    public static var ownProgram: String { "/proc/self/exe" }

    /// Makes one service of nsswitch.conf(5) the only one for hosts, in this process and for good:
    /// before the first look-up. False where the C library has no such switch, as musl.
    public static func useOnly(service: String) -> Bool {
      // Exported for getent and nscd, but declared in no header.
      typealias Configure =
        @convention(c) (UnsafePointer<CChar>, UnsafePointer<CChar>) -> CInt
      guard let symbol = unsafe dlsym(nil, "__nss_configure_lookup") else { return false }
      let configure = unsafe unsafeBitCast(symbol, to: Configure.self)
      return unsafe configure("hosts", service) == 0
    }

    /// Whether the C library has a service of nsswitch.conf(5), built in or installed.
    public static func hasService(_ name: String) -> Bool {
      if name == "files" || name == "dns" { return true }
      guard let module = unsafe dlopen("libnss_\(name).so.2", RTLD_LAZY) else { return false }
      unsafe dlclose(module)
      return true
    }

    /// Has the C library read names as UTF-8, which `international` needs: the locale that a program
    /// starts in has ASCII alone.
    public static func acceptUTF8() {
      unsafe setlocale(LC_CTYPE, "C.UTF-8")
    }

    /// Tells the scheduler that this thread is one of many that wait: it then interrupts no other
    /// when its answer comes (SCHED_BATCH, sched(7)). With 1,000 threads over 20 ms that is an
    /// eighth more names a second.
    public static func joinBatch() {
      // <sched.h> hides the number, 3, without _GNU_SOURCE.
      var priority = sched_param(sched_priority: 0)
      unsafe sched_setscheduler(0, 3, &priority)
    }
  }

  extension NameLookup.Flags {
    /// AI_IDN: the name is in the locale's characters, to be sent with A-labels. <netdb.h> hides it
    /// without _GNU_SOURCE; musl does not know it.
    public static var international: Self { Self(rawValue: 0x40) }
  }
#endif
