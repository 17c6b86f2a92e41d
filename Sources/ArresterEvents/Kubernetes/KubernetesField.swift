/// What is read of a Kubernetes audit event (`audit.k8s.io/v1`, `v1beta1` and what came before them) and of a list of them.
///
/// The raw values are places in `KubernetesFields`.
enum KubernetesField: UInt8, CaseIterable, RecordField {
  /// Any other key: where its value stands is noted, and never read.
  case other = 0

  // Of the event.
  case kind, apiVersion, auditID, stage, requestURI, verb, userAgent, level
  case stageTime, receivedTime, timestamp
  case request, response
  /// What a shipper of logs adds: the API server does not know what its cluster is called.
  case cluster
  // Of a list.
  case items

  // Of the caller, in one run: one that stands twice is forgotten whole.
  case userName, sessionName, podName
  case impersonatedName
  // Of the object.
  case resource, subresource, namespace, name, group
  // Of the answer.
  case code, status, decision

  // Objects with fields of their own.
  case user, userExtra, impersonatedUser, object, responseStatus, annotations

  @inline(__always)
  var hasFields: Bool { rawValue >= KubernetesField.user.rawValue }
}

/// The keys of the fields, by the object that they stand in.
enum KubernetesKeys {
  static let event: [(KubernetesField, StaticString)] = [
    (.kind, "kind"), (.apiVersion, "apiVersion"), (.auditID, "auditID"), (.stage, "stage"), (.requestURI, "requestURI"), (.verb, "verb"),
    (.userAgent, "userAgent"), (.level, "level"), (.stageTime, "stageTimestamp"), (.receivedTime, "requestReceivedTimestamp"),
    (.timestamp, "timestamp"), (.request, "requestObject"), (.response, "responseObject"), (.cluster, "cluster"),
    (.cluster, "clusterName"), (.cluster, "cluster_name"), (.items, "items"), (.user, "user"), (.impersonatedUser, "impersonatedUser"),
    (.object, "objectRef"), (.responseStatus, "responseStatus"), (.annotations, "annotations"),
  ]

  static let user: [(KubernetesField, StaticString)] = [(.userName, "username"), (.userExtra, "extra")]

  /// What authenticators know beyond the user: EKS the session of the role, the API server the pod that a token was made for.
  static let extra: [(KubernetesField, StaticString)] = [
    (.sessionName, "sessionName"), (.podName, "authentication.kubernetes.io/pod-name"),
  ]

  static let impersonated: [(KubernetesField, StaticString)] = [(.impersonatedName, "username")]

  static let object: [(KubernetesField, StaticString)] = [
    (.resource, "resource"), (.subresource, "subresource"), (.namespace, "namespace"), (.name, "name"), (.group, "apiGroup"),
  ]

  static let status: [(KubernetesField, StaticString)] = [(.code, "code"), (.status, "status")]

  static let annotations: [(KubernetesField, StaticString)] = [(.decision, "authorization.k8s.io/decision")]
}
