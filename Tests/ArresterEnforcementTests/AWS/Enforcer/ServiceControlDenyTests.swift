import Testing

@testable import ArresterEnforcement

@Suite("The deny by a service control policy")
struct ServiceControlDenyTests {
  private let aws = FakeAWS()
  private func enforcer() throws -> AWSEnforcer { try aws.enforcer { $0.mode = .serviceControlPolicy } }

  private var controls: [(name: String, content: String, targets: [String])] {
    aws.state.withLock { state in state.controls.keys.sorted().compactMap { state.controls[$0] } }
  }

  @Test("is made and attached to the account, narrowed in place, and taken away")
  func life() async throws {
    let enforcer = try enforcer()
    #expect(try await enforcer.verify(.test(.allWrites)).holds == false)
    #expect(try await enforcer.carryOut(.test(.allWrites)).holds)
    let made = try #require(controls.first)
    #expect(made.targets == ["111122223333"] && made.content.contains("\"aws:PrincipalArn\":[\"\(FakeAWS.role)\"]"))
    #expect(made.content.unicodeScalars.count <= 5120 && made.name.utf8.count <= 128)
    #expect(try await enforcer.plan(.test(.allWrites)).steps.isEmpty)
    #expect(try await enforcer.verify(.test(.destructiveWrites)).holds == false)
    #expect(try await enforcer.carryOut(.test(.destructiveWrites)).holds)
    #expect(controls.count == 1 && controls.first?.content != made.content)
    #expect(try await enforcer.carryOut(.test(.nothing)).holds)
    #expect(controls.isEmpty)
    #expect(aws.changes == ["CreatePolicy", "AttachPolicy", "UpdatePolicy", "DetachPolicy", "DeletePolicy"])
  }

  @Test("binds a role of Identity Center, which refuses edits, and not a service-linked one or the management account")
  func whom() async throws {
    let sso = "arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Admin_0123"
    #expect(try await enforcer().carryOut(.test(.allWrites, sso)).holds)
    let linked = "arn:aws:iam::111122223333:role/aws-service-role/x.amazonaws.com/AWSServiceRoleForX"
    #expect(try await enforcer().failure(.test(.allWrites, linked))?.kind == .permanent)
    let management = try #require(try await enforcer().failure(.test(.allWrites, "arn:aws:iam::999900001111:role/r")))
    #expect(management.kind == .permanent && management.detail.contains("management account"))
  }

  @Test("is refused for a path that a condition would read as something else", arguments: ["*", "a?b", "${aws:username}", "$"])
  func wildcards(segment: String) async throws {
    let error = try #require(try await enforcer().failure(.test(.allWrites, "arn:aws:iam::111122223333:role/\(segment)/r")))
    #expect(error.kind == .permanent && error.detail.contains("condition"))
    #expect(aws.changes.isEmpty)
  }

  @Test("leaves alone what somebody changed or made under its name", arguments: DenyOrder.Extent.allCases)
  func conflict(extent: DenyOrder.Extent) async throws {
    #expect(try await enforcer().carryOut(.test(.allWrites)).holds)
    aws.state.withLock { $0.controls["p-1"]?.content = "{\"Version\":\"2012-10-17\",\"Statement\":[]}" }
    let before = aws.changes
    #expect(try await enforcer().failure(.test(extent))?.kind == .conflict)
    #expect(aws.changes == before)
  }

  @Test("goes on where an earlier try was cut off, or its answer was lost")
  func repeated() async throws {
    let enforcer = try enforcer()
    aws.state.withLock { $0.failures["AttachPolicy"] = [InboundAnswer(400, "{\"__type\":\"AccessDeniedException\"}")] }
    #expect(await enforcer.failure(.test(.allWrites))?.kind == .permanent)
    #expect(controls.first?.targets == [])
    #expect(try await enforcer.carryOut(.test(.allWrites)).holds && controls.count == 1)
    let plan = try await enforcer.plan(.test(.nothing))
    try await enforcer.apply(plan)
    try await enforcer.apply(plan)
    #expect(try await enforcer.verify(.test(.nothing)).holds)
  }

  @Test("says that an account has no room for another one")
  func quota() async throws {
    aws.state.withLock { $0.failures["AttachPolicy"] = [InboundAnswer(400, "{\"__type\":\"ConstraintViolationException\"}")] }
    #expect(try await enforcer().failure(.test(.allWrites))?.detail.contains("no more on this account") == true)
  }

  @Test("is checked beforehand")
  func check() async throws {
    #expect(try await enforcer().check() == [])
    aws.state.withLock { state in
      for number in 1...5 { state.controls["x-\(number)"] = ("n\(number)", "{}", ["111122223333"]) }
    }
    let problems = try await aws.enforcer {
      $0.mode = .serviceControlPolicy
      $0.expectedPrincipals = [FakeAWS.role, "arn:aws:iam::999900001111:role/r", "nonsense"]
    }.check()
    #expect(problems.count == 3 && problems.contains { $0.found.contains("has 5 service control policies") })
    aws.state.withLock { $0.failures["DescribeOrganization"] = [InboundAnswer(400, "{\"__type\":\"AWSOrganizationsNotInUseException\"}")] }
    #expect(try await enforcer().check().first?.found.contains("in no organization") == true)
  }
}
