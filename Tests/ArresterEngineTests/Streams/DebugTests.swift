import Testing
@testable import ArresterEngine
@Suite struct DebugStream {
  @Test func dump() {
    guard let seed = TestSeeds.fixed else { return }
    let model = makeSmallModel()
    var generator = StreamGenerator(seed: seed, model: model)
    for step in generator.makeStream() { if case .event(let e) = step, e.principal == "principal-0" { print("EV", e.identifier, Double(e.time - start) / 1e9, e.platform, e.kind, e.effect.name, e.flags.rawValue, e.session, e.scope, e.region, e.resourceType, e.resources.map { "\($0.names)/\($0.severity)" }) } else if case .restore(let e) = step { print("RE", e.principal)} }
  }
}
