extension BoardRecord {
  /// Refuses what no desk would have written: an approval of one's own, one person twice, a number of people nobody asks for.
  static func request(
    _ content: RecordContent, _ revision: UInt64, isStaged: Bool, _ fields: PersonRequestContent
  ) throws(RecordError) -> PersonRequest {
    let key: BreakerKey? = if content.platform != nil { try key(of: content) } else { nil }
    let asked = try fields.asked.value(key)
    guard asked.isStaged == isStaged else { throw RecordError.badField("asked.what", asked.name) }
    guard (asked.approvalsNeeded(holdIsRunning: false)...2).contains(fields.approvalsNeeded) else {
      throw RecordError.badField("approvalsNeeded", String(fields.approvalsNeeded))
    }
    let limit = isStaged ? RequestLimits.maximumText : RequestLimits.maximumName
    var request = PersonRequest(
      identifier: try RecordError.text("id", fields.id, atMost: RequestLimits.maximumName), asked: asked, key: key,
      trip: try fields.trip.map { trip throws(RecordError) in try RecordError.text("trip", trip, atMost: RequestLimits.maximumName) },
      configuration: try fields.configuration.map { hash throws(RecordError) in
        try RecordError.text("configuration", hash, atMost: RequestLimits.maximumName)
      },
      requester: try RecordError.text("requester", fields.requester, atMost: limit),
      reason: try RecordError.text("reason", fields.reason, atMost: RequestLimits.maximumReason),
      askedAt: try RecordError.time("askedAt", fields.askedAt), expiresAt: try RecordError.time("expiresAt", fields.expiresAt),
      approvalsNeeded: fields.approvalsNeeded)
    request.revision = revision
    try read(fields.approvals, into: &request)
    if let claimant = fields.claimant {
      request.claimant = try RecordError.text("claimant", claimant, atMost: RequestLimits.maximumName)
    }
    request.end = try fields.end?.value()
    return request
  }

  private static func read(_ approvals: [PersonRequestContent.ApprovalContent], into request: inout PersonRequest) throws(RecordError) {
    guard approvals.count <= RequestLimits.maximumApprovals else {
      throw RecordError(code: .badField, detail: "approvals has \(approvals.count) entries")
    }
    for approval in approvals {
      let name = try RecordError.text("approvals.name", approval.name, atMost: RequestLimits.maximumName)
      guard !name.isSameName(as: request.requester), !request.isApproved(by: name) else {
        throw RecordError.badField("approvals.name", name)
      }
      request.add(Approval(name: name, at: try RecordError.time("approvals.at", approval.at)))
    }
  }
}

extension PersonRequestContent.EndContent {
  fileprivate func value() throws(RecordError) -> RequestEnd {
    let found: PersonRequest.State = try RecordError.named("end.state", state)
    guard found != .pending, found != .granted else { throw RecordError.badField("end.state", state) }
    return RequestEnd(
      state: found, by: try RecordError.text("end.by", by, atMost: RequestLimits.maximumText), at: try RecordError.time("end.at", at),
      note: try RecordError.text("end.note", note, atMost: RequestLimits.maximumReason))
  }
}
