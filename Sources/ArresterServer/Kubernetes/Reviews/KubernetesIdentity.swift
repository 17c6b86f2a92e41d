/// Who asks, as an API server writes it into reviews: named as the decoder of audit events names principals.
struct KubernetesIdentity: Sendable, Equatable {
  /// The user that the API server acts for: the impersonated one, where there is one.
  var user: String
  var groups: [String]
  /// What the authenticator knows beyond it: the session of an assumed role, else the pod of a token.
  var session: String

  init(user: String?, groups: [String]?, extra: KubernetesExtra?) {
    self.user = user ?? ""
    self.groups = groups ?? []
    session = extra?.session ?? ""
  }

  /// `cluster/user`; the user alone where the cluster has no name.
  func principal(in cluster: String) -> String { cluster.isEmpty ? user : "\(cluster)/\(user)" }
}

/// The `extra` of a user, of which only what narrows it is read; whatever else is there, and however much, is passed over.
struct KubernetesExtra: Decodable, Sendable, Equatable {
  var session = ""

  private enum Key: String, CodingKey {
    case sessionName
    case podName = "authentication.kubernetes.io/pod-name"
  }

  init(from decoder: any Decoder) throws {
    guard let extra = try? decoder.container(keyedBy: Key.self) else { return }
    for key in [Key.sessionName, .podName] where session.isEmpty {
      session = (try? extra.decode([String].self, forKey: key).first) ?? ""
    }
  }
}
