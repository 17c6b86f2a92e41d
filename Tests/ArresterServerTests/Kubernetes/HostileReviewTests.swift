import ArresterBreaker
import ArresterEvents
import Testing

@testable import ArresterServer

@Suite("Kubernetes: hostile reviews")
struct HostileReviewTests {
  private let breakers = KubernetesBreakers()
  private var webhook: KubernetesAuthorizationWebhook { KubernetesAuthorizationWebhook(breakers.options) }

  @Test(
    "what is no review is a 400 that says what would be right",
    arguments: [
      ("", "it is not JSON"), ("{", "it is not JSON"), ("nonsense", "it is not JSON"), ("{}{}", "it is not JSON"),
      ("\u{0}", "it is not JSON"), ("[]", "it is of another type"), ("5", "it is of another type"), ("null", "it is of another type"),
      ("{}", "it is a thing without a name of thing without a name"),
      (#"{"apiVersion":"authorization.k8s.io/v1beta1","kind":"SubjectAccessReview","spec":{}}"#, #"of "authorization.k8s.io/v1beta1""#),
      (#"{"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview","request":{}}"#, #"it is a "AdmissionReview""#),
      (#"{"apiVersion":"authorization.k8s.io/v1","kind":"SelfSubjectAccessReview","spec":{}}"#, #"it is a "SelfSubjectAccessReview""#),
      (#"{"apiVersion":"authorization.k8s.io/v1","kind":"SubjectAccessReview"}"#, "spec is missing"),
      (#"{"apiVersion":"authorization.k8s.io/v1","kind":"SubjectAccessReview","spec":{"user":5}}"#, "spec.user is of another type"),
      (#"{"apiVersion":"authorization.k8s.io/v1","kind":"SubjectAccessReview","spec":{"groups":"a"}}"#, "spec.groups is of another type"),
      (#"{"apiVersion":"authorization.k8s.io/v1","kind":"SubjectAccessReview","spec":{"groups":["a",null]}}"#, "spec.groups.[1] is of"),
      (#"{"apiVersion":7,"kind":"SubjectAccessReview","spec":{}}"#, "apiVersion is of another type"),
    ])
  func unreadable(_ body: String, _ detail: String) {
    let webhook = webhook
    let answer = webhook.handle(Ask.body(body))
    #expect(answer.status == 400)
    #expect(answer.detail.contains(detail), "\(answer.detail)")
    #expect(answer.detail.hasSuffix("this address takes a SubjectAccessReview of authorization.k8s.io/v1"))
    #expect(webhook.counters.unreadable == 1 && webhook.counters.reviews == 0)
  }

  @Test("what a sender calls its body is not repeated at length")
  func longNames() {
    let name = String(repeating: "k", count: 100_000)
    #expect(webhook.handle(Ask.body(#"{"apiVersion":"\#(name)","kind":"\#(name)","spec":{}}"#)).body.count < 1000)
  }

  @Test(
    "a user is matched by its exact bytes, whatever they are",
    arguments: [
      "a\"b", "a\\b", "*", "agent*", "a?b", "prod/agent", "system:serviceaccount:shop:ci", "uñí", "un\u{303}i\u{301}", "名前", "a\nb",
      "\u{7F}",
      "a\u{0}b", "🙂", " ", "{\"user\":\"x\"}", String(repeating: "u", count: 10_000),
    ])
  func oddUsers(_ user: String) {
    breakers.trip(user)
    #expect(webhook.handle(Ask.resource("delete", "pods", user: user)).review == "denied")
    #expect(webhook.handle(Ask.resource("delete", "pods", user: user + "x")).review == "no opinion")
    #expect(webhook.handle(Ask.resource("delete", "pods", user: "agent")).review == "no opinion")
  }

  @Test("a user is not another one that Unicode holds for the same")
  func canonicalEquivalence() {
    breakers.trip("jos\u{E9}")
    #expect(webhook.handle(Ask.resource("delete", "pods", user: "jose\u{301}")).review == "no opinion")
  }

  @Test("nobody trips the user without a name")
  func emptyUser() {
    breakers.trip("")
    #expect(webhook.handle(Ask.resource("delete", "pods", user: "")).review == "no opinion")
    let named = KubernetesBreakers(cluster: "prod")
    named.trip("")
    #expect(KubernetesAuthorizationWebhook(named.options).handle(Ask.resource("delete", "pods", user: "")).review == "no opinion")
  }

  @Test("extra is passed over, however much there is of it and whatever it is")
  func extra() {
    breakers.trip("agent")
    let much = (0..<20_000).map { #""key\#($0)":["\#($0)","b"]"# }.joined(separator: ",")
    for extra in [
      "{\(much)}", "[]", "5", "null", #"{"sessionName":5}"#, #"{"sessionName":[]}"#, #"{"sessionName":[null]}"#,
      #"{"sessionName":{"a":["b"]}}"#, String(repeating: "[", count: 20_000) + String(repeating: "]", count: 20_000),
    ] { #expect(webhook.handle(Ask.resource("delete", "pods", extra: extra)).review == "denied", "\(extra.prefix(40))") }
  }

  @Test("bytes that are no UTF-8 are no review")
  func invalidUTF8() {
    var request = Ask.resource("delete", "pods", user: "QQQQ")
    let place = request.body.firstIndex(of: UInt8(ascii: "Q")) ?? 0
    request.body[place] = 0xFF
    #expect(webhook.handle(request).status == 400)
  }
}
