import ArresterBreaker
import ArresterEvents
import Synchronization

/// Judges by the model's tables: AWS actions as `rds:DeleteDBInstance`, Kubernetes ones as `apps:deployments:delete` or
/// `core:pods/exec:create`. There is no table for other platforms: there, and for names that no table knows, everything may destroy.
///
/// The tables judge the name alone: what a parameter would make of a call (a snapshot that is skipped) is known afterwards only.
public final class CatalogActionJudge: ActionJudge {
  private struct Key: Hashable {
    var platform: Platform
    var action: String
  }

  private let aws: ActionCatalog
  private let kubernetes: KubernetesCatalog
  private let maximumRemembered: Int
  private let remembered = Mutex<[Key: ActionJudgement]>([:])

  /// - Parameter maximumRemembered: names are the callers': at this many what was remembered of them is forgotten.
  public init(aws: ActionCatalog, kubernetes: KubernetesCatalog = .empty, maximumRemembered: Int = 20_000) {
    self.aws = aws
    self.maximumRemembered = maximumRemembered
    self.kubernetes = kubernetes
  }

  /// - Complexity: O(length of the action) for one that was judged before.
  public func judge(platform: Platform, action: String, resource: String?) -> ActionJudgement {
    let key = Key(platform: platform, action: action)
    if let known = remembered.withLock({ $0[key] }) { return known }
    let judgement = judgeSlow(platform, action)
    remembered.withLock { remembered in
      if remembered.count >= maximumRemembered { remembered.removeAll() }
      remembered[key] = judgement
    }
    return judgement
  }

  var rememberedCount: Int { remembered.withLock(\.count) }

  private func judgeSlow(_ platform: Platform, _ action: String) -> ActionJudgement {
    switch platform {
    case .aws: judgeAWS(action)
    case .kubernetes: judgeKubernetes(action)
    case .gcp, .azure: .unknown
    }
  }

  private func judgeAWS(_ action: String) -> ActionJudgement {
    guard let (service, operation) = aws.parse(action) else { return .unknown }
    let classification = aws.classify(service: service, operation: operation, readOnly: nil)
    let name = classification.action
    let isGrant = name.hasPrefix("sts:AssumeRole") || name == "iam:PassRole" || classification.flags.contains(.credential)
    return CatalogActionJudge.judgement(classification, isGrant: isGrant)
  }

  /// `group:resource[/subresource]:verb`, as findings name it; the core group is `core`.
  private func judgeKubernetes(_ action: String) -> ActionJudgement {
    let parts = action.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 3, parts.allSatisfy({ !$0.isEmpty }) else { return .unknown }
    let place = parts[1].split(separator: "/", maxSplits: 1)
    guard let resource = place.first else { return .unknown }
    let subresource = place.count > 1 ? String(place[1]) : ""
    let classification = kubernetes.classify(
      group: parts[0] == "core" ? "" : String(parts[0]), resource: String(resource), subresource: subresource, verb: String(parts[2]))
    let isGrant =
      CatalogActionJudge.grantingVerbs.contains(String(parts[2])) || CatalogActionJudge.grantingSubresources.contains(subresource)
      || classification.flags.contains(.credential)
    return CatalogActionJudge.judgement(classification, isGrant: isGrant)
  }

  /// Under any verb, these are writes (semantics, section 7).
  private static let grantingVerbs: Set<String> = ["impersonate", "bind", "escalate", "approve", "sign"]
  private static let grantingSubresources: Set<String> = ["token", "exec", "attach", "portforward", "proxy"]

  private static func judgement(_ classification: Classification, isGrant: Bool) -> ActionJudgement {
    let change: RequestedChange =
      switch classification.effect {
      case .read: .read
      case .create, .modify: .nonDestructive
      case .disrupt, .delete, .unknown: .destructive
      }
    let isReversible = !classification.flags.contains(.irreversible)
    // What is lost for good is destroyed, whatever its verb: a modification can do that too.
    return ActionJudgement(
      change: isReversible || change == .read ? change : .destructive, isReversible: isReversible, isGrantOfWrite: isGrant)
  }
}
