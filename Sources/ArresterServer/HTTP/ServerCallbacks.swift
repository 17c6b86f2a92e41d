import CMicroHTTPD
import Glibc

/// What libmicrohttpd calls, on its threads. The context of all of them is the `ServerCore`.
enum ServerCallbacks {
  static let accept: MHD_AcceptPolicyCallback = { context, address, _ in
    let core = core(context)
    guard !core.isDrainingNow, core.connections.accepts(PeerAddress(address)) else {
      core.counting.add(.refusedConnections)
      return .NO
    }
    return .YES
  }

  /// A connection begins or ends; its state hangs on it in between.
  static let notify: MHD_NotifyConnectionCallback = { context, connection, socketContext, event in
    let core = core(context)
    guard let connection, let socketContext else { return }
    if event == .CONNECTION_NOTIFY_STARTED {
      core.counting.add(.connections)
      let state = core.connections.open(PeerAddress(arrester_mhd_peer(connection)), descriptor: arrester_mhd_socket(connection))
      socketContext.pointee = Unmanaged.passRetained(state).toOpaque()
    } else if let held = socketContext.pointee {
      core.connections.close(Unmanaged<ConnectionState>.fromOpaque(held).takeRetainedValue())
      socketContext.pointee = nil
    }
  }

  /// Called with the headers, with each part of the body, with the whole, and after a suspension.
  static let handle: MHD_AccessHandlerCallback = { context, connection, url, method, _, part, partSize, held in
    guard let connection, let url, let method, let partSize, let held else { return .NO }
    let core = core(context)
    guard let exchange = held.pointee.map({ Unmanaged<Exchange>.fromOpaque($0).takeUnretainedValue() }) else {
      guard let state = arrester_mhd_socket_context(connection) else { return .NO }
      let exchange = core.begin(connection, url: url, method: method, Unmanaged<ConnectionState>.fromOpaque(state).takeUnretainedValue())
      held.pointee = Unmanaged.passRetained(exchange).toOpaque()
      return core.mustAnswerAtOnce(exchange) ? core.finish(exchange, connection) : .YES
    }
    guard partSize.pointee > 0 else { return core.finish(exchange, connection) }
    let isWanted = core.receive(UnsafeRawBufferPointer(start: part, count: partSize.pointee), exchange)
    partSize.pointee = 0
    return isWanted ? .YES : .NO
  }

  static let completed: MHD_RequestCompletedCallback = { context, _, held, _ in
    guard let exchange = held?.pointee else { return }
    core(context).end(Unmanaged<Exchange>.fromOpaque(exchange).takeRetainedValue())
    held?.pointee = nil
  }

  /// Leaves text as it is: the library's own decoding turns `%00` into the end of the text, and hides which `/` were sent as `%2F`.
  static let unescape: @convention(c) (UnsafeMutableRawPointer?, OpaquePointer?, UnsafeMutablePointer<CChar>?) -> Int = { _, _, text in
    text.map { strlen($0) } ?? 0
  }

  static let log: @convention(c) (UnsafeMutableRawPointer?, UnsafePointer<CChar>?) -> Void = { context, line in
    guard let line else { return }
    core(context).note(String(cString: line))
  }

  /// Which certificate a handshake gets; the library keeps its connection as the session's pointer.
  static let certificate:
    @convention(c) (
      gnutls_session_t?, UnsafePointer<gnutls_datum_t>?, Int32, UnsafePointer<gnutls_pk_algorithm_t>?, Int32,
      UnsafeMutablePointer<UnsafeMutablePointer<gnutls_pcert_st>?>?, UnsafeMutablePointer<UInt32>?, UnsafeMutablePointer<gnutls_privkey_t?>?
    ) -> Int32 = { session, _, _, _, _, certificates, count, key in
      guard let connection = gnutls_session_get_ptr(session), let held = arrester_mhd_socket_context(OpaquePointer(connection)),
        let chain = Unmanaged<ConnectionState>.fromOpaque(held).takeUnretainedValue().certificates?.current
      else { return -1 }
      certificates?.pointee = chain.certificates
      count?.pointee = chain.count
      key?.pointee = chain.key
      return 0
    }

  private static func core(_ context: UnsafeMutableRawPointer?) -> ServerCore {
    Unmanaged<ServerCore>.fromOpaque(context!).takeUnretainedValue()
  }
}
