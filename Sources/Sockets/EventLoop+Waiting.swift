public import Platform

/// How tasks wait on a loop: each for a registered place, by a deadline, until it is cancelled.
extension EventLoop {
  /// A place for wakes and deadlines alone.
  func registerPlace() -> Registration {
    precondition(isCurrent, "sockets, mailboxes and waits are made on their loop")
    return slots.claim()
  }

  /// A place for a descriptor.
  func register(_ descriptor: Int32) throws(SystemError) -> Registration {
    let registration = registerPlace()
    do throws(SystemError) {
      try poller.add(descriptor, token: registration.token)
    } catch {
      _ = slots.free(registration)
      throw error
    }
    return registration
  }

  /// Ends a registration and closes its descriptor, from any thread. Waits for it are resumed.
  func retire(_ registration: Registration, closing descriptor: Int32?) {
    guard isCurrent else {
      inbox.leave { $0.retired.append((registration, descriptor)) }
      return
    }
    resume(registration.slot, .reading, .ready)
    resume(registration.slot, .writing, .ready)
    _ = slots.free(registration)
    // Closing takes the descriptor out of the poller.
    if let descriptor { SystemCalls.closeDescriptor(descriptor) }
  }

  /// Ends a wait for reading, this one or the next, from any thread.
  func wake(_ registration: Registration) {
    if isCurrent {
      deliver(.woken, to: registration)
    } else {
      inbox.leave { $0.wakes.append(registration) }
    }
  }

  /// Forgets the wakes so far.
  func clearWake(_ registration: Registration) {
    slots.clearReady(registration.slot, .woken)
  }

  /// Waits for a side of a registered descriptor to become ready; not at all where an event came
  /// since its readiness was last cleared.
  nonisolated(nonsending) func wait(
    _ registration: Registration, _ direction: Direction, by deadline: Deadline
  ) async -> Wake {
    let number = slots.nextWait(registration.slot, direction)
    return await withTaskCancellationHandler {
      await unsafe withUnsafeContinuation { (waiter: UnsafeContinuation<Wake, Never>) in
        precondition(isCurrent, "waits belong to tasks of the loop")
        if Task.isCancelled {
          unsafe waiter.resume(returning: .cancelled)
          return
        }
        if slots.isReady(registration.slot, direction == .reading ? .forReading : .forWriting) {
          unsafe waiter.resume(returning: .ready)
          return
        }
        unsafe slots.begin(registration.slot, direction, waiter)
        if !deadline.isNever {
          timers.insert(
            .init(instant: deadline.instant, slot: registration.slot, direction: direction), slots)
        }
      }
    } onCancel: {
      if isCurrent {
        cancel(registration, direction, number)
      } else {
        inbox.leave { $0.cancellations.append((registration, direction, number)) }
      }
    }
  }

  /// Waits for a wake, whether the task is cancelled or not.
  nonisolated(nonsending) func waitAlways(_ registration: Registration) async {
    _ = await unsafe withUnsafeContinuation { (waiter: UnsafeContinuation<Wake, Never>) in
      precondition(isCurrent, "waits belong to tasks of the loop")
      if slots.isReady(registration.slot, .forReading) {
        unsafe waiter.resume(returning: .ready)
      } else {
        unsafe slots.begin(registration.slot, .reading, waiter)
      }
    }
  }

  func cancel(_ registration: Registration, _ direction: Direction, _ number: UInt32) {
    guard slots.holds(registration), slots.isWait(registration.slot, direction, number) else {
      return
    }
    resume(registration.slot, direction, .cancelled)
  }

  /// Sleeps; throws `cancelled` when the task is cancelled before.
  nonisolated(nonsending) public func sleep(until deadline: Deadline) async throws(SocketError) {
    let registration = registerPlace()
    defer { retire(registration, closing: nil) }
    if await wait(registration, .reading, by: deadline) == .cancelled { throw .cancelled }
  }
}
