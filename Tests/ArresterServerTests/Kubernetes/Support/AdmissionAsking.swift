import ArresterBase
import ArresterServer
import Foundation
import Synchronization

/// A review of admission to write tests with: an agent's deletion of a claim unless told otherwise.
struct AdmissionAsk {
  var operation = "DELETE"
  var group = ""
  var resource = "persistentvolumeclaims"
  var subresource = ""
  var namespace: String? = "shop"
  var name: String? = "data"
  var user = "agent"
  var groups = ["agents", "system:authenticated"]
  var dryRun = false
  /// JSON.
  var object = "null"
  var oldObject = #"{"metadata":{"name":"data","namespace":"shop","uid":"u-1","resourceVersion":"7"},"spec":{"a":{"b":{"c":{"d":[]}}}}}"#

  init() {}

  init(_ change: (inout AdmissionAsk) -> Void) { change(&self) }

  func with(_ change: (inout AdmissionAsk) -> Void) -> AdmissionAsk {
    var copy = self
    change(&copy)
    return copy
  }

  var request: HTTPRequest {
    var json = JSONText()
    json.object { json in
      json.field("kind", "AdmissionReview")
      json.field("apiVersion", "admission.k8s.io/v1")
      json.key("request")
      json.object { json in
        json.field("uid", "705ab4f5-6393-11e8-b7cc-42010a800002")
        json.key("resource")
        json.object {
          $0.field("group", group)
          $0.field("version", "v1")
          $0.field("resource", resource)
        }
        if !subresource.isEmpty { json.field("subResource", subresource) }
        if let name { json.field("name", name) }
        if let namespace { json.field("namespace", namespace) }
        json.field("operation", operation)
        json.key("userInfo")
        json.object {
          $0.field("username", user)
          $0.field("groups", groups)
        }
        json.key("object")
        json.raw(Array(object.utf8))
        json.key("oldObject")
        json.raw(Array(oldObject.utf8))
        json.field("dryRun", dryRun)
      }
    }
    return HTTPRequest(method: "POST", path: "/v1/kubernetes/admit", body: json.bytes)
  }
}

extension HTTPResponse {
  var admission: [String: Any] { object["response"] as? [String: Any] ?? [:] }
  var isAdmitted: Bool? { admission["allowed"] as? Bool }
  var refusal: String { (admission["status"] as? [String: Any])?["message"] as? String ?? "" }
  var warnings: [String] { admission["warnings"] as? [String] ?? [] }
  var annotations: [String: String] { admission["auditAnnotations"] as? [String: String] ?? [:] }
}

/// A desk that a test fills: asks until approved, then lets through once.
final class OneDesk: Sendable {
  private struct State {
    var asked: [AdmissionQuestion] = []
    var approved: [AdmissionQuestion] = []
    var answer: AdmissionAnswer?
  }

  private let state = Mutex(State())

  var asked: [AdmissionQuestion] { state.withLock(\.asked) }

  func approve(_ question: AdmissionQuestion) { state.withLock { $0.approved.append(question) } }

  /// Gives the same answer from now on.
  func always(_ answer: AdmissionAnswer) { state.withLock { $0.answer = answer } }

  var gate: AdmissionGate {
    { question in
      self.state.withLock { state in
        state.asked.append(question)
        if let answer = state.answer { return answer }
        guard let place = state.approved.firstIndex(of: question) else { return .needsApproval(request: "req-1") }
        state.approved.remove(at: place)
        return .approved(request: "req-1")
      }
    }
  }
}
