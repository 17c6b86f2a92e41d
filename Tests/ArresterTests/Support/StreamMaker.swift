/// Random streams of an account in which several principals work, some of them badly: late, doubled, in bursts, over hours.
struct StreamMaker {
  private var random: SeededRandom
  private var now = 0
  private var made = 0
  private var sent: [String] = []
  private static let callers = [
    CloudTrail(), CloudTrail(session: "run-2"), CloudTrail(role: "claude-review"),
    CloudTrail(account: "444455556666", role: "terraform-apply"),
    CloudTrail(role: "developers", session: "ada"),
  ]

  init(seed: UInt64) { random = SeededRandom(seed: seed) }

  /// Records in order of arrival, each with the principal's key left out.
  mutating func make(_ count: Int) -> [String] {
    (0..<count).map { _ in next() }
  }

  private mutating func next() -> String {
    if random.chance(5), let again = sent.isEmpty ? nil : random.pick(Array(sent.suffix(40))) { return again }
    advance()
    made += 1
    var seconds = now
    if random.chance(15) { seconds = max(0, now - random.number(1...590)) }
    if random.chance(2) { seconds = max(0, now - random.number(600...5000)) }
    let record = makeRecord(at: seconds)
    sent.append(record)
    return record
  }

  private mutating func advance() {
    switch random.number(0...99) {
    case 0..<60: break
    case 60..<90: now += random.number(1...30)
    case 90..<98: now += random.number(30...400)
    default: now += random.number(400...5000)
    }
  }

  private mutating func makeRecord(at seconds: Int) -> String {
    var caller = random.pick(StreamMaker.callers)
    if random.chance(20) { caller.region = random.pick(["us-east-1", "us-west-2", "ap-east-1"]) }
    if random.chance(5) { caller.invokedBy = "cloudformation.amazonaws.com" }
    let id = "event-\(made)"
    let name = "thing-\(random.number(0...11))"
    switch random.number(0...99) {
    case 0..<18: return caller.createFunction(name, at: seconds, id: id)
    case 18..<34: return caller.deleteFunction(name, at: seconds, id: id)
    case 34..<42: return caller.createDatabase(name, at: seconds, id: id)
    case 42..<48: return caller.deleteDatabase(name, at: seconds, id: id)
    case 48..<49: return caller.record("cloudtrail:StopLogging", at: seconds, id: id, request: #"{"name":"trail"}"#)
    case 49..<54: return caller.record("lambda:DeleteFunction", at: seconds, id: id, request: "null", errorCode: "AccessDenied")
    case 54..<58: return caller.record("iam:AttachRolePolicy", at: seconds, id: id, request: #"{"roleName":"\#(name)","policyArn":"p"}"#)
    case 58..<60: return #"{"no":"event"}"#
    case 60..<75: return caller.record("lambda:TagResource", at: seconds, id: id, request: #"{"resource":"\#(name)"}"#)
    default: return caller.describe(at: seconds, id: id)
    }
  }
}
