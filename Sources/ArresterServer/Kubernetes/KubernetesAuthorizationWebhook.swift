/// Answers the authorization webhook of an API server (`SubjectAccessReview` of `authorization.k8s.io/v1`).
///
/// Writes of a principal whose breaker is open are denied; about everything else it has no opinion, so that the authorizers behind it
/// decide. It never allows. A review asks before anything is done, dry run or not, and so does `kubectl auth can-i`.
public struct KubernetesAuthorizationWebhook: Sendable {
  private let keeper: KubernetesGuard

  public init(_ options: KubernetesOptions) { keeper = KubernetesGuard(options) }

  public var counters: KubernetesCounters { keeper.counting.value }

  /// 200 with the review's status; 400 for a body that is no review.
  /// - Complexity: O(body). Any thread; waits for nothing.
  public func handle(_ request: HTTPRequest) -> HTTPResponse {
    do throws(ReviewProblem) {
      let review = try SubjectAccessReview.read(request.body)
      guard case .denied(let reason, _) = keeper.rule(review.identity, review.action) else {
        return SubjectAccessReview.answer(denial: nil)
      }
      return SubjectAccessReview.answer(denial: reason)
    } catch {
      keeper.counting.add(\.unreadable)
      return error.response
    }
  }
}
