import ArresterBase

/// Is this object to be made, changed or removed so? (`admission.k8s.io/v1`)
struct AdmissionReview: KubernetesReview {
  static var expectedVersion: String { "admission.k8s.io/v1" }
  static var expectedKind: String { "AdmissionReview" }

  var apiVersion: String?
  var kind: String?
  var request: Request

  struct Request: Decodable {
    var uid: String
    var resource: Resource?
    var subResource: String?
    var name: String?
    var namespace: String?
    var operation: String?
    var userInfo: UserInfo?
    var object: Object?
    var oldObject: Object?
    var dryRun: Bool?
  }

  struct Resource: Decodable {
    var group: String?
    var resource: String?
  }

  struct UserInfo: Decodable {
    var username: String?
    var groups: [String]?
    var extra: KubernetesExtra?
  }

  /// An object, of which only what names it is read. Anything else, whatever it is, counts as an object without a name.
  struct Object: Decodable, Equatable {
    var name = ""
    var uid = ""
    var resourceVersion = ""

    private enum Key: String, CodingKey { case metadata }
    private enum MetadataKey: String, CodingKey { case name, uid, resourceVersion }

    init(from decoder: any Decoder) throws {
      guard let object = try? decoder.container(keyedBy: Key.self),
        let metadata = try? object.nestedContainer(keyedBy: MetadataKey.self, forKey: .metadata)
      else { return }
      name = (try? metadata.decode(String.self, forKey: .name)) ?? ""
      uid = (try? metadata.decode(String.self, forKey: .uid)) ?? ""
      resourceVersion = (try? metadata.decode(String.self, forKey: .resourceVersion)) ?? ""
    }
  }

  var identity: KubernetesIdentity {
    KubernetesIdentity(user: request.userInfo?.username, groups: request.userInfo?.groups, extra: request.userInfo?.extra)
  }

  /// nil where it does not say what it is about: an API server always does.
  var action: KubernetesRequestedAction? {
    guard let operation = request.operation, let resource = request.resource?.resource, !resource.isEmpty else { return nil }
    return KubernetesRequestedAction(
      verb: AdmissionReview.verb(operation), group: request.resource?.group ?? "", resource: resource,
      subresource: request.subResource ?? "")
  }

  /// Patches come as updates, and each object of a collection as a deletion of its own. An unknown operation is no known verb.
  private static func verb(_ operation: String) -> String {
    switch operation {
    case "CREATE": "create"
    case "UPDATE": "update"
    case "DELETE": "delete"
    case "CONNECT": "connect"
    default: operation
    }
  }
}
