import ArresterBase
import Foundation
import Synchronization

@testable import ArresterServer

/// Takes the webhooks of several instances, each at its own path, and remembers them. Answers on the server's own threads.
final class WebhookReceiver: Sendable {
  struct Call: Sendable, Equatable {
    /// The path: which instance called.
    var instance: String
    var principal: String
    var extent: String
    var revision: Int
  }

  private let server: HTTPServer
  private let book: Book

  /// - Parameter isRefused: asks for another try later, again and again.
  init(refusing isRefused: @escaping @Sendable (Call) -> Bool) throws {
    let book = Book(isRefused: isRefused)
    self.book = book
    var options = HTTPServerOptions()
    options.port = 0
    let counting = ServerCounting()
    let log = Log(write: { _ in })
    server = try HTTPServer(
      options, router: Router([Route("POST", "/{instance}", .nobody, handler: .immediate { try book.take($0) })]),
      access: AccessControl(try TokenDirectory([]), counting: counting, log: log), counting: counting, log: log)
  }

  deinit { server.stop() }

  func url(_ instance: String) -> String { "http://127.0.0.1:\(server.port)/\(instance)" }

  var calls: [Call] { book.calls.withLock(\.self) }

  func calls(of instance: String) -> [Call] { calls.filter { $0.instance == instance } }

  private final class Book: Sendable {
    let calls = Mutex<[Call]>([])
    let isRefused: @Sendable (Call) -> Bool

    init(isRefused: @escaping @Sendable (Call) -> Bool) { self.isRefused = isRefused }

    func take(_ context: RequestContext) throws -> HTTPResponse {
      let call = try JSONDecoder().decode(Message.self, from: Data(context.request.body)).data
        .call(by: context.parameters["instance"] ?? "")
      calls.withLock { $0.append(call) }
      guard isRefused(call) else { return HTTPResponse(status: 204) }
      return HTTPResponse(status: 503, headers: [("retry-after", "1")])
    }
  }

  private struct Message: Decodable {
    var data: Order

    struct Order: Decodable {
      var principal: String
      var extent: String
      var revision: Int

      func call(by instance: String) -> Call {
        Call(instance: instance, principal: principal, extent: extent, revision: revision)
      }
    }
  }
}
