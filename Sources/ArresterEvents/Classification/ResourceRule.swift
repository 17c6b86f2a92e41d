/// Where one action's record names what it touched.
final class ResourceRule: Sendable {
  let type: String
  let names: [ParameterPath]
  let join: [ParameterPath]

  init(_ rule: ResourcesFile.Rule) {
    type = rule.type
    names = (rule.names ?? []).map(ParameterPath.init)
    join = (rule.join ?? []).map(ParameterPath.init)
    let parents = Set(names.map { $0.steps.dropLast().map(\.text) })
    isOfOneParent = names.count > 1 && parents.count == 1 && (names.first?.steps.count ?? 0) > 2
  }

  /// All names stand side by side in the same object.
  let isOfOneParent: Bool
}
