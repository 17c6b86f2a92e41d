import ArresterEvents

/// Which actions a person is asked about, and under what name.
struct ApprovalRule: Sendable {
  let judge: KubernetesActionJudge
  /// From this weight on: 8 is lost data, 5 a container of other things (a namespace, a release, a database's custom resource).
  let severity: UInt8
  /// Names that weigh nothing, as in the model.
  let disposable: [Glob]

  /// The action's name; nil where nobody needs to be asked.
  func action(of review: AdmissionReview) -> String? {
    guard let action = review.action else { return nil }
    let found = judge.classify(action)
    guard found.effect.isDestructive, found.severity >= severity else { return nil }
    let names = [review.request.namespace ?? "", ApprovalRule.name(of: review)]
    return names.contains(where: isDisposable) ? nil : found.action
  }

  /// The object that is there, else the one that is made.
  static func object(of review: AdmissionReview) -> (uid: String, resourceVersion: String) {
    guard let old = review.request.oldObject else { return ("", "") }
    return (old.uid, old.resourceVersion)
  }

  static func resource(of review: AdmissionReview) -> String {
    let name = name(of: review)
    let isNamespace = review.request.resource?.resource == "namespaces" && (review.request.resource?.group ?? "").isEmpty
    guard let namespace = review.request.namespace, !namespace.isEmpty, !isNamespace else { return name }
    return "\(namespace)/\(name)"
  }

  /// A collection's objects come without a name in the request.
  private static func name(of review: AdmissionReview) -> String {
    let places = [review.request.name, review.request.oldObject?.name, review.request.object?.name]
    return places.lazy.compactMap(\.self).first { !$0.isEmpty } ?? ""
  }

  private func isDisposable(_ name: String) -> Bool { !name.isEmpty && disposable.contains { $0.matches(name) } }
}
