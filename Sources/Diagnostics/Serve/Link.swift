public import Platform
public import Sockets
public import TLS

/// A connection, with TLS or without.
public enum Link: Sendable {
  case plain(TCPStream)
  case secure(TLSStream)

  public var transport: TCPStream {
    switch self {
    case .plain(let stream): stream
    case .secure(let stream): stream.transport
    }
  }

  /// Lends the next bytes; nil at the end of the stream.
  public func receive<Value>(
    by deadline: Deadline = .never, _ body: (RawSpan) -> Value
  ) async throws(TLSError) -> Value? {
    switch self {
    case .plain(let stream):
      do throws(SocketError) {
        return try await stream.receive(by: deadline, body)
      } catch {
        throw .transport(error)
      }
    case .secure(let stream):
      return try await stream.receive(by: deadline, body)
    }
  }

  /// As `receive`, without waiting; at most `limit` bytes.
  func receiveNow<Value>(
    upTo limit: Int, _ body: (RawSpan) -> Value
  ) throws(TLSError) -> Intake<Value> {
    switch self {
    case .plain(let stream):
      do throws(SocketError) {
        return try stream.receiveNow(upTo: limit, body)
      } catch {
        throw .transport(error)
      }
    case .secure(let stream): return try stream.receiveNow(upTo: limit, body)
    }
  }

  /// Whether a read now may bring something.
  var mayReceive: Bool {
    switch self {
    case .plain(let stream): stream.mayReceive
    case .secure(let stream): stream.mayReceive
    }
  }

  /// Sends all the bytes.
  public func write(_ bytes: [UInt8], by deadline: Deadline = .never) async throws(TLSError) {
    switch self {
    case .plain(let stream):
      do throws(SocketError) {
        try await stream.write(bytes, by: deadline)
      } catch {
        throw .transport(error)
      }
    case .secure(let stream):
      try await stream.write(bytes, by: deadline)
    }
  }

  /// Ends our side. TLS's own end goes before TCP's, which some peers take for the end of both.
  public func shutdownWrite(by deadline: Deadline = .never) async throws(TLSError) {
    switch self {
    case .plain(let stream):
      do throws(SocketError) {
        try stream.shutdownWrite()
      } catch {
        throw .transport(error)
      }
    case .secure(let stream):
      try await stream.shutdownWrite(by: deadline)
    }
  }

  /// As `shutdownWrite`, without waiting.
  func shutdownWriteNow() throws(TLSError) {
    switch self {
    case .plain(let stream):
      do throws(SocketError) {
        try stream.shutdownWrite()
      } catch {
        throw .transport(error)
      }
    case .secure(let stream): try stream.shutdownWriteNow()
    }
  }

  public func close() {
    switch self {
    case .plain(let stream): stream.close()
    case .secure(let stream): stream.close()
    }
  }
}
