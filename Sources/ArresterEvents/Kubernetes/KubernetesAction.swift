import ArresterBase

/// One Kubernetes action with all that decoding needs to know of it, looked up once and kept.
struct KubernetesAction {
  let name: HashedBytes
  let type: UnsafeRawBufferPointer
  /// The type in lower case.
  let typeKey: HashedBytes
  let effect: Effect
  let severity: UInt8
  let flags: EventFlags
  /// Weight of one item of a collection whose items the answer names.
  let itemSeverity: UInt8
  let rows: [KubernetesParameterRow]
  let hasRows: Bool
  let isCollection: Bool
  let isNamespaces: Bool
  let dryRun: DryRun

  /// Where an API server looks for the wish that nothing be done.
  enum DryRun {
    /// In the query, whatever the body says.
    case query
    /// In the query, or among the options that an eviction holds for the deletion.
    case queryOrDeleteOptions
    /// In the body, or in the query of a request without one.
    case bodyElseQuery
    /// Nowhere: what opens a connection, and what hands out a token, happens.
    case never
  }

  init(_ catalog: KubernetesCatalog, _ name: KubernetesActionName, storage: inout [UnsafeMutableRawBufferPointer]) {
    let (group, resource, subresource, verb) = (name.group.text, name.resource.text, name.subresource.text, name.verb.text)
    let found = catalog.classify(group: group, resource: resource, subresource: subresource, verb: verb)
    self.name = HashedBytes(KubernetesAction.keep(found.action, &storage))
    type = KubernetesAction.keep(found.resourceType, &storage)
    typeKey = HashedBytes(KubernetesAction.keep(found.resourceType.lowercased(), &storage))
    effect = found.effect
    severity = found.severity
    flags = found.flags
    rows = catalog.parameterRows(for: found.action)
    hasRows = !rows.isEmpty
    isCollection = verb == "deletecollection"
    isNamespaces = found.resourceType == "core:namespaces"
    let single = catalog.classify(group: group, resource: resource, subresource: subresource, verb: "delete")
    itemSeverity = isCollection ? single.severity : found.severity
    dryRun = KubernetesAction.dryRun(subresource, verb)
  }

  private static func dryRun(_ subresource: String, _ verb: String) -> DryRun {
    if ["exec", "attach", "portforward", "proxy", "token"].contains(subresource) { return .never }
    switch verb {
    case "create" where subresource == "eviction": return .queryOrDeleteOptions
    case "create", "update", "patch": return .query
    case "delete", "deletecollection": return .bodyElseQuery
    default: return .never
    }
  }

  private static func keep(_ text: String, _ storage: inout [UnsafeMutableRawBufferPointer]) -> UnsafeRawBufferPointer {
    let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: text.utf8.count, alignment: 8)
    copy.copyBytes(from: text.utf8)
    storage.append(copy)
    return UnsafeRawBufferPointer(copy)
  }
}

/// What an action is made of, as a record spells it.
struct KubernetesActionName {
  var group: UnsafeRawBufferPointer
  var resource: UnsafeRawBufferPointer
  var subresource: UnsafeRawBufferPointer
  var verb: UnsafeRawBufferPointer
}
