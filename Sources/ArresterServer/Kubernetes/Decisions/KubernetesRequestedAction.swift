import ArresterBreaker
import ArresterEvents

/// What a review is about.
struct KubernetesRequestedAction: Sendable, Equatable {
  var verb: String
  /// Empty for the core group.
  var group = ""
  /// Empty where it is an address that is no object.
  var resource = ""
  var subresource = ""

  var isAddress: Bool { resource.isEmpty && group.isEmpty && subresource.isEmpty }
}

/// What actions do, as far as a review shows it: bodies are not in reviews of authorization.
struct KubernetesActionJudge: Sendable {
  let catalog: KubernetesCatalog

  /// - Parameter action: nil where the review does not say it: then it counts as the worst.
  func change(of action: KubernetesRequestedAction?) -> RequestedChange {
    guard let action else { return .destructive }
    if action.isAddress { return action.verb == "get" || action.verb == "head" ? .read : .destructive }
    if isBeyondSight(action) { return .destructive }
    let found = classify(action)
    switch found.effect {
    case .read where isRead(action.verb) || found.decidedBy == .override: return .read
    // Whoever has a credential more can do with it what is denied here.
    case .create, .modify: return found.flags.contains(.credential) ? .destructive : .nonDestructive
    case .unknown where isRead(action.verb): return .read
    case .read, .unknown, .disrupt, .delete: return .destructive
    }
  }

  func classify(_ action: KubernetesRequestedAction) -> Classification {
    catalog.classify(group: action.group, resource: action.resource, subresource: action.subresource, verb: action.verb)
  }

  private func isRead(_ verb: String) -> Bool { verb == "get" || verb == "list" || verb == "watch" }

  /// Writes under any verb (semantics, section 7), whatever the table says: what is done through them is reviewed under another name, or
  /// not at all, so on probation they count as destructive.
  private func isBeyondSight(_ action: KubernetesRequestedAction) -> Bool {
    switch action.verb {
    case "impersonate", "bind", "escalate", "approve", "sign": return true
    default: break
    }
    switch action.subresource {
    case "exec", "attach", "portforward", "proxy": return true
    case "token": return action.resource == "serviceaccounts"
    default: return false
    }
  }
}
