import ArresterBase
import ArresterServer
import Foundation

/// Reviews as API servers write them.
enum Ask {
  static func resource(
    _ verb: String, _ resource: String, group: String = "", user: String = "agent", groups: [String] = ["agents", "system:authenticated"],
    extra: String = ""
  ) -> HTTPRequest {
    let parts = resource.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    return review(user: user, groups: groups, extra: extra) { json in
      json.key("resourceAttributes")
      json.object { json in
        json.field("namespace", "shop")
        json.field("verb", verb)
        if !group.isEmpty { json.field("group", group) }
        json.field("version", "v1")
        json.field("resource", parts[0])
        if parts.count > 1 { json.field("subresource", parts[1]) }
        json.field("name", "web")
      }
    }
  }

  static func address(_ verb: String, user: String = "agent") -> HTTPRequest {
    review(user: user, groups: [], extra: "") { json in
      json.key("nonResourceAttributes")
      json.object { json in
        json.field("path", "/metrics")
        json.field("verb", verb)
      }
    }
  }

  /// With nothing that it asks about.
  static func nothing(user: String = "agent") -> HTTPRequest { review(user: user, groups: [], extra: "") { _ in } }

  static func body(_ text: String) -> HTTPRequest { HTTPRequest(method: "POST", path: "/", body: Array(text.utf8)) }

  /// - Parameter extra: JSON of the user's extra; empty for none.
  private static func review(user: String, groups: [String], extra: String, _ attributes: (inout JSONText) -> Void) -> HTTPRequest {
    var json = JSONText()
    json.object { json in
      json.field("kind", "SubjectAccessReview")
      json.field("apiVersion", "authorization.k8s.io/v1")
      json.key("metadata")
      json.object {
        $0.key("creationTimestamp")
        $0.null()
      }
      json.key("spec")
      json.object { json in
        attributes(&json)
        json.field("user", user)
        json.field("groups", groups)
        if !extra.isEmpty {
          json.key("extra")
          json.raw(Array(extra.utf8))
        }
      }
      json.key("status")
      json.object { $0.field("allowed", false) }
    }
    return HTTPRequest(method: "POST", path: "/v1/kubernetes/authorize", body: json.bytes)
  }
}

extension HTTPResponse {
  var object: [String: Any] { (try? JSONSerialization.jsonObject(with: Data(body)) as? [String: Any]) ?? [:] }

  /// Of a review's answer: `denied`, or whatever else it said.
  var review: String {
    guard status == 200, let status = object["status"] as? [String: Any], status["allowed"] as? Bool == false else {
      return "\(self.status) \(String(decoding: body, as: UTF8.self))"
    }
    return status["denied"] as? Bool == true ? "denied" : "no opinion"
  }

  var reason: String { (object["status"] as? [String: Any])?["reason"] as? String ?? "" }
  var detail: String { object["detail"] as? String ?? "" }
}
