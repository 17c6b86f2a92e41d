@testable import ArresterEvents

/// A Kubernetes audit event to write tests with: an agent's successful call unless told otherwise.
struct AuditEvent {
  var verb: String
  var object: String
  var user = #""user":{"username":"agent","groups":["agents","system:authenticated"]}"#
  var address = "/apis"
  var level = "RequestResponse"
  var stage = "ResponseComplete"
  var auditID = "2c6708f7-c75f-4d91-8d0f-4830af7ca50c"
  var status = #"{"metadata":{},"code":200}"#
  /// More fields, each with a comma before it.
  var more = ""
  var times = #""requestReceivedTimestamp":"2026-11-27T02:16:20.735248Z","stageTimestamp":"2026-11-27T02:16:20.747526Z""#

  /// - Parameter resource: `group/resource/subresource`, `resource`, `resource/subresource` of the core group with an empty group first.
  init(_ verb: String, _ resource: String, group: String = "", _ name: String? = "web", in namespace: String? = "shop") {
    self.verb = verb
    let parts = resource.split(separator: "/").map(String.init)
    var fields = [#""resource":"\#(parts[0])""#]
    if let namespace { fields.append(#""namespace":"\#(namespace)""#) }
    if let name { fields.append(#""name":"\#(name)""#) }
    if !group.isEmpty { fields.append(#""apiGroup":"\#(group)""#) }
    if parts.count > 1 { fields.append(#""subresource":"\#(parts[1])""#) }
    object = "{\(fields.joined(separator: ","))}"
  }

  /// The same with one thing changed.
  func with<Value>(_ path: WritableKeyPath<AuditEvent, Value>, _ value: Value) -> AuditEvent {
    var copy = self
    copy[keyPath: path] = value
    return copy
  }

  func request(_ body: String) -> AuditEvent { with(\.more, more + #","requestObject":\#(body)"#) }

  func response(_ body: String) -> AuditEvent { with(\.more, more + #","responseObject":\#(body)"#) }

  func user(_ name: String) -> AuditEvent { with(\.user, #""user":{"username":"\#(name)"}"#) }

  func failed(_ code: Int) -> AuditEvent { with(\.status, #"{"metadata":{},"status":"Failure","code":\#(code)}"#) }

  var text: String { #"{"kind":"Event","apiVersion":"audit.k8s.io/v1",\#(fields)}"# }

  /// As an element of a list, which has neither kind nor version.
  var element: String { "{\(fields)}" }

  private var fields: String {
    """
    "level":"\(level)","auditID":"\(auditID)","stage":"\(stage)","requestURI":"\(address)","verb":"\(verb)",\(user),\
    "sourceIPs":["127.0.0.1"],"userAgent":"kubectl/v1.34.4","objectRef":\(object),"responseStatus":\(status)\(more),\(times)
    """
  }

  var outcome: Outcome { KubernetesModel.decoder().outcome(text) }

  /// The event, which the test says there is.
  var event: ChangeEvent? { outcome.event }
}
