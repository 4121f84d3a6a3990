import Platform
import Synchronization

/// A scan on threads of its own, one engine and one driver on each, told of on a loop.
public enum ShardedScan {
  /// Outputs gathered before the loop is told of them, unless the engine has to wait.
  private static let batchSize = 256
  /// How long an output waits for others at most, however busy the engine is.
  private static let mostDelay = Duration.milliseconds(50)
  /// Outputs that may wait for the loop; then the engines do.
  private static let mostWaiting = 4096

  /// Runs a driver on each of `drivers.count` threads, which share the window and the source ports
  /// (`ConnectScan`), and lends what they put out to `report` on the loop, in the order of each
  /// thread. Returns when all have finished, or early, with what is known, when the task is
  /// cancelled; the threads may then still be closing sockets.
  ///
  /// `report` may take its time: engines that are far ahead of it wait.
  ///
  /// Throws the first error of an engine, once all have ended: EMFILE where not one socket could be
  /// had.
  public static func run<Driver: ScanDriver>(
    on loop: EventLoop, drivers: [@Sendable () -> Driver], window: Int,
    strategy: ConnectScan.Strategy = .usual, options: SocketOptions = SocketOptions(),
    sourcePorts: [UInt16] = [], report: ([Driver.Output]) async -> Void
  ) async throws(SocketError) {
    precondition(!drivers.isEmpty, "a scan has a driver at least")
    let stop = try asSocketError { () throws(SystemError) in try StopSignal() }
    // What pollers and pipes take on the way comes on top.
    loop.reserveDescriptors(window + 2 * drivers.count + 16)
    let mailbox = Mailbox<Driver.Output>(on: loop)
    let state = Locked(State(running: drivers.count))
    let end: @Sendable (SystemError?) -> Void = { error in
      let isLast = state.withLock { state in
        state.running -= 1
        state.error = state.error ?? error
        return state.running == 0
      }
      if isLast { mailbox.close() }
    }
    let share = max(1, window / drivers.count)
    for (number, makeDriver) in drivers.enumerated() {
      let ports = stride(from: number, to: sourcePorts.count, by: drivers.count)
        .map { sourcePorts[$0] }
      do throws(SystemError) {
        try DetachedThread.start {
          let makeEngine = { () throws(SystemError) in
            try ConnectScan(
              window: share, strategy: strategy, options: options, sourcePorts: ports)
          }
          shard(makeDriver(), makeEngine, stop, mailbox, end)
        }
      } catch {
        end(error)
      }
    }
    await withTaskCancellationHandler {
      await drain(mailbox, report)
    } onCancel: {
      stop.raise()
    }
    if let error = state.withLock({ $0.error }) { throw .system(error) }
  }

  private struct State {
    var running: Int
    var error: SystemError?
  }

  /// Hands on all outputs, a cancelled scan's last ones too.
  private static func drain<Output>(
    _ mailbox: Mailbox<Output>, _ report: ([Output]) async -> Void
  ) async {
    while true {
      let outputs = await mailbox.receiveAlways()
      if outputs.isEmpty { return }
      await report(outputs)
    }
  }

  /// One thread's work. Calls `end` with the error that ended it, if one did: a scan that was stopped
  /// ends before its sockets are closed, which takes 7 µs for each.
  private static func shard<Driver: ScanDriver>(
    _ driver: consuming Driver, _ makeEngine: () throws(SystemError) -> ConnectScan,
    _ stop: StopSignal, _ mailbox: Mailbox<Driver.Output>, _ end: (SystemError?) -> Void
  ) {
    var driver = driver
    var outputs: [Driver.Output] = []
    var failure: SystemError?
    do throws(SystemError) {
      var engine = try makeEngine()
      try engine.wake(on: stop.raw)
      try work(&engine, &driver, &outputs, stop, mailbox)
      if stop.isRaised {
        engine.hangUp()
        driver.finish(wasStopped: true, outputs: &outputs)
        flush(&outputs, to: mailbox)
        return end(nil)
      }
    } catch {
      failure = error
    }
    driver.finish(wasStopped: failure != nil, outputs: &outputs)
    flush(&outputs, to: mailbox)
    end(failure)
  }

  /// Turns the engine until it is done or stopped.
  private static func work<Driver: ScanDriver>(
    _ engine: inout ConnectScan, _ driver: inout Driver, _ outputs: inout [Driver.Output],
    _ stop: StopSignal, _ mailbox: Mailbox<Driver.Output>
  ) throws(SystemError) {
    var flushed = Instant.now
    while !stop.isRaised {
      switch try engine.step(&driver, outputs: &outputs) {
      case .done: return
      case .again:
        if outputs.count >= batchSize || engine.turn - flushed > mostDelay {
          flush(&outputs, to: mailbox)
          flushed = engine.turn
        }
      case .wait: flush(&outputs, to: mailbox)
      }
      while mailbox.count > mostWaiting, try !stop.isRaised(by: .after(.milliseconds(2))) {}
    }
  }

  private static func flush<Output>(_ outputs: inout [Output], to mailbox: Mailbox<Output>) {
    if outputs.isEmpty { return }
    mailbox.send(outputs)
    outputs.removeAll(keepingCapacity: true)
  }
}
