import Platform
import Synchronization

/// A scan on threads of its own, one engine and one driver on each, told of on a loop.
public enum ShardedScan {
  /// Outputs gathered before the loop is told of them, unless the engine has to wait.
  private static let batchSize = 256
  /// Outputs that may wait for the loop; then the engines do.
  private static let mostWaiting = 16_384

  /// Runs a driver on each of `drivers.count` threads, which share the window, and lends what they
  /// put out to `report` on the loop, in the order of each thread. Returns when all have finished,
  /// or early, with what is known, when the task is cancelled.
  ///
  /// `report` may take its time: engines that are far ahead of it wait.
  ///
  /// Throws the first error of an engine, once all have ended: EMFILE where not one socket could be
  /// had.
  public static func run<Driver: ScanDriver>(
    on loop: EventLoop, drivers: [@Sendable () -> Driver], window: Int,
    strategy: ConnectScan.Strategy = .usual, options: SocketOptions = SocketOptions(),
    report: ([Driver.Output]) async -> Void
  ) async throws(SocketError) {
    precondition(!drivers.isEmpty, "a scan has a driver at least")
    let stop = try asSocketError { () throws(SystemError) in try StopSignal() }
    let mailbox = Mailbox<Driver.Output>(on: loop)
    let state = Locked(State(running: drivers.count))
    let share = max(1, window / drivers.count)
    for makeDriver in drivers {
      let work: @Sendable () -> Void = {
        let error = shard(makeDriver(), share, strategy, options, stop, mailbox)
        let isLast = state.withLock { state in
          state.running -= 1
          state.error = state.error ?? error
          return state.running == 0
        }
        if isLast { mailbox.close() }
      }
      do throws(SystemError) {
        try DetachedThread.start(work)
      } catch {
        let failure = error
        let isLast = state.withLock { state in
          state.running -= 1
          state.error = state.error ?? failure
          return state.running == 0
        }
        if isLast { mailbox.close() }
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

  /// One thread's work; the error that ended it, if one did.
  private static func shard<Driver: ScanDriver>(
    _ driver: consuming Driver, _ window: Int, _ strategy: ConnectScan.Strategy,
    _ options: SocketOptions, _ stop: StopSignal, _ mailbox: Mailbox<Driver.Output>
  ) -> SystemError? {
    var driver = driver
    var outputs: [Driver.Output] = []
    var failure: SystemError?
    do throws(SystemError) {
      var engine = try ConnectScan(window: window, strategy: strategy, options: options)
      try engine.wake(on: stop.raw)
      engine: while !stop.isRaised {
        switch try engine.step(&driver, outputs: &outputs) {
        case .done: break engine
        case .again:
          if outputs.count >= batchSize { flush(&outputs, to: mailbox) }
        case .wait: flush(&outputs, to: mailbox)
        }
        while mailbox.count > mostWaiting, try !stop.isRaised(by: .after(.milliseconds(2))) {}
      }
    } catch {
      failure = error
    }
    driver.finish(wasStopped: stop.isRaised || failure != nil, outputs: &outputs)
    flush(&outputs, to: mailbox)
    return failure
  }

  private static func flush<Output>(_ outputs: inout [Output], to mailbox: Mailbox<Output>) {
    if outputs.isEmpty { return }
    mailbox.send(outputs)
    outputs.removeAll(keepingCapacity: true)
  }
}
