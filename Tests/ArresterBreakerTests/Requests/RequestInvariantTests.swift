import Testing

@testable import ArresterBreaker

/// Two instances, one topic, random people: what is carried out was agreed to by enough of them, and once.
@Suite("Requests: invariants under random people")
struct RequestInvariantTests {
  private static let people = [
    olga, anna, bert, vera, Person(name: "cleo", roles: [.approver]), Person(name: "dave", roles: [.operator, .approver]),
  ]

  /// An instance, and how much of the topic it has read.
  private struct Instance {
    var board = BreakerBoard(policy: makePolicy())
    var position = 0

    mutating func read(_ topic: [BoardRecord], upTo end: Int) throws {
      while position < end {
        let record = topic[position]
        _ = board.apply(try BoardRecord(bytes: record.bytes, key: record.key))
        position += 1
      }
    }
  }

  private struct World {
    var instances = [Instance(), Instance()]
    var topic: [BoardRecord] = []
    var owner = 0
    var now = noon
    var carriedOut: Set<String> = []

    mutating func publish(_ actions: [RequestAction]) {
      for case .publish(let record) in actions { topic.append(record) }
    }

    mutating func publish(_ actions: [BoardAction]) {
      for case .publish(let record) in actions.map(\.action) { topic.append(record) }
    }
  }

  @Test("enough distinct people, none of them the requester, once, in time; and all instances end alike", arguments: UInt64(1)...12)
  func run(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    var world = World()
    for step in 0..<150 { try advance(&world, &random, "seed \(seed), step \(step)") }
    try settle(&world)
    #expect(!world.carriedOut.isEmpty, "seed \(seed)")
    let requests = world.instances.map { $0.board.desk.requests }
    #expect(requests[0].keys == requests[1].keys, "seed \(seed)")
    for (identifier, request) in requests[0] {
      #expect(requests[1][identifier].map(request.hasSameFacts) == true, "seed \(seed): \(identifier)")
    }
  }

  private func advance(_ world: inout World, _ random: inout SeededGenerator, _ context: String) throws {
    world.now += Int64.random(in: 1...(3 * minute), using: &random)
    let index = Int.random(in: 0...1, using: &random)
    let person = RequestInvariantTests.people.randomElement(using: &random) ?? olga
    switch Int.random(in: 0..<12, using: &random) {
    case 0...2: ask(&world, index, person, &random)
    case 3...6:
      guard let identifier = pending(world, index, &random) else { return }
      world.publish(world.instances[index].board.approve(identifier, by: person, at: world.now).actions)
    case 7:
      guard let identifier = pending(world, index, &random) else { return }
      let isRefusal = Bool.random(using: &random)
      world.publish(
        isRefusal
          ? world.instances[index].board.refuse(identifier, by: person, reason: "no", at: world.now).actions
          : world.instances[index].board.withdraw(identifier, by: person, at: world.now).actions)
    case 8: try carryOut(&world, context)
    case 9:
      let end = Int.random(in: world.instances[index].position...world.topic.count, using: &random)
      try world.instances[index].read(world.topic, upTo: end)
    case 10: try trip(&world)
    default: try changeOwner(&world)
    }
  }

  private func ask(_ world: inout World, _ index: Int, _ person: Person, _ random: inout SeededGenerator) {
    let commands: [BreakerCommand] = [
      .restore, .restore, .restore, .liftForced, .forceOpen, .exempt(until: world.now + 10 * minute), .extend(until: world.now + hour),
    ]
    let command = commands.randomElement(using: &random) ?? .restore
    world.publish(world.instances[index].board.ask(command, by: person, at: world.now).actions)
  }

  private func pending(_ world: World, _ index: Int, _ random: inout SeededGenerator) -> String? {
    world.instances[index].board.desk.requests.values.filter { $0.state == .pending }.map(\.identifier).sorted().randomElement(
      using: &random)
  }

  /// The owner has read all that was written before it acts, as the service does.
  private func carryOut(_ world: inout World, _ context: String) throws {
    try world.instances[world.owner].read(world.topic, upTo: world.topic.count)
    let now = world.now
    while true {
      let before = world.instances[world.owner].board
      let done = world.instances[world.owner].board.carryOutGranted(owned: { _ in true }, moment: { _ in at(now) }, limit: 1)
      guard !done.requests.isEmpty else { return }
      world.publish(done.board)
      world.publish(done.requests)
      for case .publish(.request(let request)) in done.requests where request.state == .done {
        #expect(world.carriedOut.insert(request.identifier).inserted, "\(context): twice")
        check(request, before, at: now, context)
      }
    }
  }

  private func check(_ request: PersonRequest, _ board: BreakerBoard, at now: Int64, _ context: String) {
    let approvers = Set(request.approvals.map(\.name))
    #expect(approvers.count == request.approvals.count && !approvers.contains(request.requester), "\(context)")
    let people = RequestInvariantTests.people
    #expect(approvers.allSatisfy { name in people.contains { $0.name == name && $0.roles.contains(.approver) } }, "\(context)")
    #expect(people.contains { $0.name == request.requester && $0.roles.contains(.operator) }, "\(context)")
    #expect(now < request.askedAt + hour, "\(context)")
    guard case .command(let command) = request.asked else { return }
    let others =
      switch command {
      case .restore: board.breakers[makeKey()]?.hold.map { now < $0.until && $0.endedAt == nil } ?? false ? 2 : 1
      case .liftForced, .exempt: 1
      default: 0
      }
    #expect(approvers.count >= others, "\(context)")
  }

  private func trip(_ world: inout World) throws {
    try world.instances[world.owner].read(world.topic, upTo: world.topic.count)
    let number = (world.instances[world.owner].board.latches[makeKey()]?.tripCount ?? 0) + 1
    let actions = world.instances[world.owner].board.handleTrip(
      makeNotice(number: number, time: world.now), changedPrincipals: 100, at: at(world.now))
    world.publish(actions)
  }

  private func changeOwner(_ world: inout World) throws {
    world.owner = 1 - world.owner
    // As at an assignment: the topic is read anew from its beginning.
    world.instances[world.owner] = Instance()
    try world.instances[world.owner].read(world.topic, upTo: world.topic.count)
  }

  private func settle(_ world: inout World) throws {
    for _ in 0..<3 {
      for index in world.instances.indices {
        try world.instances[index].read(world.topic, upTo: world.topic.count)
        world.publish(world.instances[index].board.desk.advance(to: world.now, owned: { _ in false }))
      }
    }
    for index in world.instances.indices { try world.instances[index].read(world.topic, upTo: world.topic.count) }
  }
}
