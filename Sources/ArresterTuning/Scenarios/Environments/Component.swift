/// Something that an environment is made of: how it is made, and how it is taken away again.
struct Component: Sendable {
  /// In order; the first one makes it, the others set it up.
  var creation: [ApiCall]
  /// In order; the last one takes it away.
  var removal: [ApiCall]

  init(_ creation: [ApiCall], _ removal: [ApiCall]) {
    self.creation = creation
    self.removal = removal
  }
}

extension [Component] {
  /// What a tool calls to make all of it, in order of dependence.
  var creation: [ApiCall] { flatMap(\.creation) }

  /// What a tool calls to take all of it away: what was made last goes first.
  var removal: [ApiCall] { reversed().flatMap(\.removal) }
}
