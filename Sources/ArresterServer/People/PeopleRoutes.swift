import ArresterBase

/// The people's API under `/v1`: looking, asking, agreeing.
public enum PeopleRoutes {
  /// - Parameter clock: says whether a hold or halt runs; the board is given the owner's own time.
  public static func make(port: any OperatorPort, clock: any WallClock = SystemClock(), log: Log = Log()) -> [Route] {
    let service = PeopleService(port: port, clock: clock, log: log)
    return operations.map { $0.route(service) } + [document]
  }

  /// Everything but the document itself.
  static let operations =
    Oneself.all + BreakerReads.all + BreakerActs.all + RequestOperations.all + HaltOperations.all + PlanOperations.all + Findings.all

  /// Without a token: it is the same at every installation and says nothing of any, and whoever makes a client has no token yet.
  private static let document: Route = {
    let bytes = OpenAPIDocument.bytes(operations)
    return Route("GET", OpenAPIDocument.path, .nobody, bodyBytes: 0, handler: .immediate { _ in .ready(bytes) })
  }()
}
