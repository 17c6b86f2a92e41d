import ArresterBase

/// What is answered to a review of admission.
struct AdmissionVerdict: Sendable, Equatable {
  /// Why not; nil: admitted.
  var refusal: String?
  /// Shown to the user by kubectl.
  var warning: String?
  /// For the audit event: keys without a prefix, which the API server puts before them.
  var annotations: [(key: String, value: String)] = []

  static var admitted: AdmissionVerdict { AdmissionVerdict() }

  static func == (left: AdmissionVerdict, right: AdmissionVerdict) -> Bool {
    left.refusal == right.refusal && left.warning == right.warning && left.annotations.elementsEqual(right.annotations, by: ==)
  }

  /// - Parameter uid: of the request that is answered.
  func answer(to uid: String) -> HTTPResponse {
    .json { json in
      json.field("apiVersion", AdmissionReview.expectedVersion)
      json.field("kind", AdmissionReview.expectedKind)
      json.key("response")
      json.object { json in
        json.field("uid", uid)
        json.field("allowed", refusal == nil)
        if let refusal { AdmissionVerdict.write(refusal, to: &json) }
        if let warning { json.field("warnings", [warning]) }
        guard !annotations.isEmpty else { return }
        json.key("auditAnnotations")
        json.object { json in for (key, value) in annotations { json.field(key, value) } }
      }
    }
  }

  private static func write(_ refusal: String, to json: inout JSONText) {
    json.key("status")
    json.object { json in
      json.field("code", 403)
      json.field("reason", "Forbidden")
      json.field("message", refusal)
    }
  }
}
