import ArresterBreaker
import ArresterEnforcement
import ArresterEvents
import Testing

extension MotoServer {
  /// As an installation has it, but for pauses that nothing here needs.
  func enforcer(_ keys: Keys, _ mode: AWSEnforcerSettings.Mode = .attachedPolicy) throws -> AWSEnforcer {
    var settings = AWSEnforcerSettings()
    settings.endpoint = url
    settings.keys = AWSEnforcerSettings.Keys(accessKey: keys.key, secretKey: keys.secret)
    settings.mode = mode
    settings.handoverNanoseconds = 1_000_000
    settings.timeoutNanoseconds = 60_000_000_000
    return try AWSEnforcer(settings)
  }

  static func role(_ name: String) -> String { "arn:aws:iam::\(account):role/\(name)" }

  static func key(_ principal: String) -> BreakerKey {
    BreakerKey(platform: .aws, homeScope: account, principal: principal, kind: .agent)
  }

  static func order(_ extent: DenyOrder.Extent, _ principal: String) -> DenyOrder {
    DenyOrder(key: key(principal), trip: "trip-1", extent: extent, revision: 1)
  }
}

/// Starts one before the suite, for all of its tests: it takes seconds, and each test has principals of its own.
struct MotoTrait: SuiteTrait, TestScoping {
  @TaskLocal static var server: MotoServer?

  func provideScope(for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void) async throws {
    try await MotoTrait.$server.withValue(try MotoServer()) { try await function() }
  }
}

extension Trait where Self == MotoTrait {
  static var moto: MotoTrait { MotoTrait() }
}
