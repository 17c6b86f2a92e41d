import Testing

@testable import ArresterEnforcement

@Suite("The deny that is attached")
struct AttachedDenyTests {
  private let aws = FakeAWS()
  private let writes = FakeAWS.policy("arrester-deny-writes")
  private let destructive = FakeAWS.policy("arrester-deny-destructive")
  private let other = FakeAWS.policy("theirs")

  private var attached: [String] { aws.state.withLock { $0.attached["Role deploy-agent", default: []] } }

  private func attach(_ policies: [String]) { aws.state.withLock { $0.attached["Role deploy-agent"] = policies } }

  @Test("is planned with what stood there before and how to undo it, carried out, read back, and then there is nothing to do")
  func deny() async throws {
    attach([other])
    let enforcer = try aws.enforcer()
    let plan = try await enforcer.plan(.test(.allWrites))
    #expect(plan.steps == ["attach \(writes) to \(FakeAWS.role)"])
    #expect(plan.inverse == ["aws iam detach-role-policy --role-name 'deploy-agent' --policy-arn '\(writes)'"])
    let snapshot = "{\"principal\":\"\(FakeAWS.role)\",\"attachedPolicies\":[{\"PolicyName\":\"n\",\"PolicyArn\":\"\(other)\"}]}"
    #expect(String(decoding: plan.snapshot, as: UTF8.self) == snapshot)
    #expect(attached == [other], "a plan changes nothing")
    #expect(try await enforcer.verify(.test(.allWrites)).holds == false)
    try await enforcer.apply(plan)
    #expect(attached == [other, writes])
    #expect(try await enforcer.verify(.test(.allWrites)).holds)
    #expect(try await enforcer.plan(.test(.allWrites)).steps.isEmpty)
    try await enforcer.apply(plan)
    #expect(attached == [other, writes], "repeated after a crash")
  }

  @Test("of a user is the same")
  func user() async throws {
    let order = DenyOrder.test(.allWrites, "arn:aws:iam::111122223333:user/robot")
    #expect(try await aws.enforcer().carryOut(order).holds)
    #expect(aws.changes == ["AttachUserPolicy robot arrester-deny-writes"])
  }

  @Test("is narrowed by attaching the narrower first, and waiting until everybody knows")
  func probation() async throws {
    attach([other, writes])
    let sleeps = SleepLog()
    let enforcer = try aws.enforcer(sleeps: sleeps) { $0.handoverNanoseconds = 7 }
    #expect(try await enforcer.carryOut(.test(.destructiveWrites)).holds)
    #expect(
      aws.changes == ["AttachRolePolicy deploy-agent arrester-deny-destructive", "DetachRolePolicy deploy-agent arrester-deny-writes"])
    #expect(attached == [other, destructive] && sleeps.nanoseconds == [7])
    #expect(try await enforcer.carryOut(.test(.allWrites)).holds)
    #expect(attached == [other, destructive, writes], "a narrower deny beside the wider one stays")
  }

  @Test("on probation does not hold while the wider one is there")
  func probationIncomplete() async throws {
    attach([destructive, writes])
    let verification = try await aws.enforcer().verify(.test(.destructiveWrites))
    #expect(!verification.holds && verification.detail.contains("detach \(writes)"))
  }

  @Test("is taken away with all that was ours, and nothing else")
  func restore() async throws {
    attach([writes, other, destructive])
    let enforcer = try aws.enforcer()
    #expect(try await enforcer.verify(.test(.nothing)).holds == false)
    #expect(try await enforcer.carryOut(.test(.nothing)).holds)
    #expect(attached == [other])
  }

  @Test("of a principal that goes between plan and apply has succeeded: it cannot act", arguments: DenyOrder.Extent.allCases)
  func gone(extent: DenyOrder.Extent) async throws {
    attach(extent == .allWrites ? [] : [writes, destructive])
    let enforcer = try aws.enforcer()
    let plan = try await enforcer.plan(.test(extent))
    aws.state.withLock { $0.principals["Role deploy-agent"] = nil }
    try await enforcer.apply(plan)
    let verification = try await enforcer.verify(.test(extent))
    #expect(verification.holds && verification.detail.contains("gone"))
    #expect(try await enforcer.plan(.test(extent)).steps.isEmpty)
  }

  @Test("never touches another role that came under the same name")
  func recreated() async throws {
    aws.state.withLock { $0.principals["Role deploy-agent"] = "arn:aws:iam::111122223333:role/people/deploy-agent" }
    #expect(try await aws.enforcer().carryOut(.test(.allWrites)).detail.contains("role/people/deploy-agent"))
    #expect(aws.changes.isEmpty)
  }

  @Test("is a conflict where somebody changed its policy: neither attached nor taken away", arguments: DenyOrder.Extent.allCases)
  func changed(extent: DenyOrder.Extent) async throws {
    attach(extent == .allWrites ? [] : [writes])
    aws.state.withLock { state in
      for arn in [writes, destructive] { state.documents[arn] = state.documents[arn]?.replacing("Deny", with: "Allow") }
    }
    let error = try #require(try await aws.enforcer().failure(.test(extent)))
    #expect(error.kind == .conflict && error.detail.contains("somebody changed it"))
    #expect(aws.changes.isEmpty)
  }

  @Test("does not hold in silence where its policy was changed afterwards")
  func changedLater() async throws {
    let enforcer = try aws.enforcer()
    #expect(try await enforcer.carryOut(.test(.allWrites)).holds)
    aws.state.withLock { state in
      state.documents[writes] = "{\"Version\":\"2012-10-17\",\"Statement\":[]}"
      state.version += 1
    }
    await #expect(throws: EnforcementError.self) { try await enforcer.verify(.test(.allWrites)) }
  }

  @Test("reads a version of its policy once: it never changes")
  func versions() async throws {
    let enforcer = try aws.enforcer()
    for _ in 0..<5 { _ = try await enforcer.verify(.test(.allWrites)) }
    #expect(aws.calls.filter { $0.hasPrefix("GetPolicyVersion") }.count == 1)
    #expect(aws.calls.filter { $0.hasPrefix("GetCallerIdentity") }.count == 1)
  }

  @Test("fails for good where its policy is missing, the quota is full or a right is missing, and says what to do")
  func permanent() async throws {
    aws.state.withLock { $0.documents[writes] = nil }
    #expect(try await aws.enforcer().failure(.test(.allWrites))?.kind == .permanent)
    let full = FakeAWS()
    full.state.withLock { $0.quota = 0 }
    let quota = try #require(try await full.enforcer().failure(.test(.allWrites)))
    #expect(quota.kind == .permanent && quota.detail.contains("as many managed policies as AWS allows"))
    let poor = FakeAWS()
    poor.state.withLock { $0.failures["AttachRolePolicy"] = [.refusal(403, "AccessDenied")] }
    let right = try #require(try await poor.enforcer().failure(.test(.allWrites)))
    #expect(right.kind == .permanent && right.detail.contains("arrester-role-policy.json"))
  }

  @Test("comes again where AWS is busy, when AWS asks")
  func transient() async throws {
    let answer = InboundAnswer(503, "", ["retry-after": "60"])
    aws.state.withLock { $0.failures["AttachRolePolicy"] = [answer] }
    let error = try #require(try await aws.enforcer().failure(.test(.allWrites)))
    #expect(error.kind == .transient && error.retryAfterNanoseconds == 60_000_000_000)
    #expect(try await aws.enforcer().carryOut(.test(.allWrites)).holds)
  }

  @Test(
    "is refused for roles that AWS lets nobody edit, with what to do instead, and without a call",
    arguments: [
      ("arn:aws:iam::111122223333:role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS", "service-linked"),
      ("arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_Admin_0123", "serviceControlPolicy"),
      ("arn:aws:iam::111122223333:root", "root"), ("arn:aws:sts::111122223333:assumed-role/r/s", "session"),
      ("arn:aws-cn:iam::111122223333:role/r", "partition"), ("lambda.amazonaws.com", "neither"),
    ])
  func unmodifiable(arn: String, says: String) async throws {
    for extent in DenyOrder.Extent.allCases {
      let error = try #require(try await aws.enforcer().failure(.test(extent, arn)))
      #expect(error.kind == .permanent && error.detail.contains(says), "\(error.detail)")
    }
    #expect(aws.calls.isEmpty)
  }

  @Test("in another account needs a role to assume there, and uses that account's policies")
  func otherAccount() async throws {
    let arn = "arn:aws:iam::444455556666:role/deploy-agent"
    aws.state.withLock { $0.principals["Role deploy-agent"] = arn }
    let without = try #require(try await aws.enforcer().failure(.test(.allWrites, arn)))
    #expect(without.kind == .permanent && without.detail.contains("assumeRole"))
    let enforcer = try aws.enforcer { $0.assumeRole = "security/arrester-remote" }
    #expect(try await enforcer.carryOut(.test(.allWrites, arn)).holds)
    #expect(attached == [FakeAWS.policy("arrester-deny-writes", "444455556666")])
    #expect(aws.calls.filter { $0 == "AssumeRole" }.count == 1)
  }

  @Test("shows no secret in anything that it says")
  func secrets() async throws {
    let enforcer = try aws.enforcer()
    let plan = try await enforcer.plan(.test(.allWrites))
    aws.state.withLock { $0.failures["GetRole"] = [.refusal(400, "ValidationError")] }
    let error = try #require(await enforcer.failure(.test(.allWrites)))
    var settings = AWSEnforcerSettings()
    settings.keys = AWSEnforcerSettings.Keys(accessKey: "AKIA", secretKey: "hidden-secret")
    var dumped = ""
    dump(settings, to: &dumped)
    for text in ["\(plan)", "\(error)", "\(settings)", dumped] { #expect(!text.contains("hidden-")) }
  }

  @Test("is checked beforehand: nothing is said where all is well")
  func checkGood() async throws {
    #expect(try await aws.enforcer { $0.expectedPrincipals = [FakeAWS.role] }.check() == [])
  }

  @Test("is checked beforehand: missing and changed policies, missing rights, full quotas, principals that cannot be denied")
  func checkBad() async throws {
    aws.state.withLock { state in
      state.documents[writes] = nil
      state.documents[destructive] = "{}"
      state.denied = ["iam:DetachUserPolicy"]
      state.quota = 11
      state.attached["Role deploy-agent"] = (0..<10).map { "arn:aws:iam::aws:policy/\($0)" }
    }
    let sso = "arn:aws:iam::111122223333:role/AWSReservedSSO_Admin_0123"
    let missing = "arn:aws:iam::111122223333:role/missing"
    let problems = try await aws.enforcer { $0.expectedPrincipals = [FakeAWS.role, sso, missing, "nonsense"] }.check().map(\.found)
    for part in [
      "\(writes) is not there", "somebody changed it", "lacks iam:DetachUserPolicy", "10 managed policies of 11", sso,
      "\(missing) is not there", "nonsense",
    ] {
      #expect(problems.contains { $0.contains(part) }, "\(part) in \(problems)")
    }
    #expect(problems.count == 7 && aws.changes.isEmpty)
  }

  @Test("is checked beforehand: credentials that AWS does not know")
  func checkCredentials() async throws {
    aws.state.withLock { $0.failures["GetCallerIdentity"] = Array(repeating: .refusal(403, "InvalidClientTokenId"), count: 9) }
    #expect(try await aws.enforcer().check().map(\.expected) == ["credentials that AWS knows"])
  }
}
