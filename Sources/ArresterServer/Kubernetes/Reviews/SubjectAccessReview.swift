import ArresterBase

/// May this user do that? (`authorization.k8s.io/v1`)
struct SubjectAccessReview: KubernetesReview {
  static var expectedVersion: String { "authorization.k8s.io/v1" }
  static var expectedKind: String { "SubjectAccessReview" }

  var apiVersion: String?
  var kind: String?
  var spec: Spec

  struct Spec: Decodable {
    var user: String?
    var groups: [String]?
    var extra: KubernetesExtra?
    var resourceAttributes: ResourceAttributes?
    var nonResourceAttributes: NonResourceAttributes?
  }

  struct ResourceAttributes: Decodable {
    var verb: String?
    var group: String?
    var resource: String?
    var subresource: String?
  }

  struct NonResourceAttributes: Decodable {
    var verb: String?
  }

  var identity: KubernetesIdentity { KubernetesIdentity(user: spec.user, groups: spec.groups, extra: spec.extra) }

  /// nil where it names nothing, or both a resource and an address: an API server never asks so.
  var action: KubernetesRequestedAction? {
    switch (spec.resourceAttributes, spec.nonResourceAttributes) {
    case (let resource?, nil):
      KubernetesRequestedAction(
        verb: resource.verb ?? "", group: resource.group ?? "", resource: resource.resource ?? "", subresource: resource.subresource ?? "")
    case (nil, let address?): KubernetesRequestedAction(verb: address.verb ?? "")
    default: nil
    }
  }

  /// - Parameter denial: nil for no opinion: the next authorizer is asked.
  static func answer(denial: String?) -> HTTPResponse {
    .json { json in
      json.field("apiVersion", expectedVersion)
      json.field("kind", expectedKind)
      json.key("status")
      json.object { json in
        json.field("allowed", false)
        guard let denial else { return }
        json.field("denied", true)
        json.field("reason", denial)
      }
    }
  }
}
