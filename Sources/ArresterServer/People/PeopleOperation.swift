import ArresterBreaker

/// One thing that people can ask of the API. The route and its part of the OpenAPI document are made of the same value.
struct PeopleOperation: Sendable {
  /// A JSON body.
  struct Body: Sendable {
    var properties: [Property]
    /// A JSON object that is right.
    var example: String
    var maximumBytes = 64 * 1024

    /// Whether there has to be one.
    var isRequired: Bool { properties.contains(where: \.isRequired) }
  }

  struct Answer: Sendable {
    var status: Int
    var about: String
    /// nil for no JSON that has a schema.
    var schema: Schema?
    var contentTypes = ["application/json"]
    var links: [Link] = []
  }

  /// What the answer leads to.
  struct Link: Sendable {
    /// `PeopleOperation.identifier`.
    var operation: String
    /// Where in the answer the other one's `id` stands, as a JSON pointer (RFC 6901).
    var pointer: String
  }

  /// `operationId` of the document.
  var identifier: String
  var method: String
  var path: String
  /// One line.
  var summary: String
  /// What else there is to say.
  var details = ""
  var requirement: Requirement
  var query: [Property] = []
  var body: Body?
  var answers: [Answer]
  /// Statuses of problems, beside those that any operation may answer.
  var problems: [Int] = []
  var limitSeconds: Double = 10
  var run: @Sendable (PeopleCall) async throws -> HTTPResponse

  /// Of its body's schema in the document.
  var bodyName: String { identifier.prefix(1).uppercased() + identifier.dropFirst() + "Body" }

  /// In the order in which they stand in the path.
  var parameters: [String] {
    path.split(separator: "/").filter { $0.hasPrefix("{") }.map { String($0.dropFirst().dropLast()) }
  }

  func route(_ service: PeopleService) -> Route {
    Route(
      method, path, requirement, bodyBytes: body?.maximumBytes ?? 0,
      handler: .deferred(limitSeconds: limitSeconds) { context in await answer(context, service) })
  }

  private func answer(_ context: RequestContext, _ service: PeopleService) async -> HTTPResponse {
    do {
      let call = PeopleCall(
        service: service, context: context, query: try QueryValues(context.request.query, query),
        body: try BodyFields(context.request.body, body?.properties ?? []))
      return try await run(call).adding("Cache-Control", "no-store")
    } catch let problem as PeopleProblem {
      return problem.response
    } catch let error as PortError {
      return PeopleProblem(error).response
    } catch let problem as HTTPProblem {
      return PeopleProblem(status: problem.status, code: "badRequest", detail: problem.detail).response
    } catch {
      return service.failure(error)
    }
  }
}

/// What an operation is asked.
struct PeopleCall: Sendable {
  let service: PeopleService
  let context: RequestContext
  let query: QueryValues
  let body: BodyFields

  /// One of the path's own. A path that has none of this name is a mistake of ours.
  func parameter(_ name: String) -> String { context.parameters[name]! }

  /// Whoever asks, as the board knows people. A machine is nobody, whatever roles it was given.
  func person() throws(PeopleProblem) -> Person {
    let caller = context.caller
    guard caller.kind == .person, !caller.name.isEmpty else {
      throw .forbidden("\(caller.name) is a machine, and this is for people; use a person's token")
    }
    return Person(name: caller.name, roles: caller.roles.asOfPeople)
  }
}

extension Roles {
  fileprivate var asOfPeople: Set<Person.Role> {
    let all: [(Roles, Person.Role)] = [(.viewer, .viewer), (.operator, .operator), (.approver, .approver)]
    return Set(all.filter { contains($0.0) }.map(\.1))
  }
}
