/// Ordinary work of many principals beside the scenarios. It has no labels, which counts as fine.
enum Background {
  /// At scale 1.
  private static let applications = 22
  private static let pipelines = 8
  private static let people = 14
  private static let users = 5
  private static let agents = 7
  private static let controllers = 4
  private static let services = 3

  /// More is written in parts, so that memory does not grow with the scale.
  static let scalePerPart = 4.0

  /// The names of its parts, which are also those of their files.
  static func parts(scale: Double) -> [String] {
    guard scale > 0 else { return [] }
    return (1...Int((scale / scalePerPart).rounded(.up))).map { $0 == 1 ? "background" : "background-\($0)" }
  }

  /// - Parameter part: from 0; each has principals of its own.
  static func played(part: Int, midnight: Int64, seed: UInt64, scale: Double) -> PlayedScenario {
    let names = parts(scale: scale)
    var story = Story(name: names[part], judgement: .fine, midnight: midnight, seed: seed)
    func repeated(_ count: Int, _ body: (Int, inout Story) -> Void) {
      let total = max(1, Int((Double(count) * scale / Double(names.count)).rounded()))
      for number in 0..<total { body(part * 1000 + number, &story) }
    }
    repeated(applications) { $1.application($0) }
    repeated(pipelines) { $1.pipeline($0) }
    repeated(people) { $1.workday($0) }
    repeated(users) { $1.reporting($0) }
    repeated(agents) { $1.assistant($0) }
    repeated(controllers) { $1.controller($0) }
    repeated(services) { $1.serviceSessions($0) }
    if part == 0 { story.accountOwner() }
    return PlayedScenario(
      name: names[part], trail: Delivery.arrange(story.records, &story.random), labels: [], plans: story.plans)
  }
}
