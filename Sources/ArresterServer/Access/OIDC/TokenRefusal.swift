/// Why a token is not accepted. It goes to a counter only: who presents a token is told no more than that it is not known, or expired.
struct TokenRefusal: Error, Equatable {
  var event: OIDCEvent

  init(_ event: OIDCEvent) { self.event = event }
}
