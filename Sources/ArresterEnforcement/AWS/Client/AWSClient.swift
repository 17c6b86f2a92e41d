import ArresterBase

/// Signs calls, sends them, and tries again where that helps.
struct AWSClient: Sendable {
  var transport: any HTTPTransport
  /// nil: only calls that are not signed.
  var credentials: CachedCredentials?
  var clock: any WallClock = SystemClock()
  var retry = RetryPolicy()
  /// For one attempt, nanoseconds.
  var timeoutNanoseconds: Int64 = 10_000_000_000

  /// - Returns: the body of a successful answer.
  func send(_ call: AWSCall) async throws(AWSError) -> [UInt8] {
    var hasRefreshed = false
    var attempt = 1
    while true {
      let used = try await signingCredentials(call)
      do {
        return try await attemptOnce(call, used)
      } catch {
        if let used, AWSAnswer.credentialCodes.contains(error.code), !hasRefreshed {
          hasRefreshed = true
          await credentials?.refuse(used)
          continue
        }
        guard error.isTransient, let pause = retry.pause(afterAttempt: attempt, retryAfterNanoseconds: error.retryAfterNanoseconds),
          (try? await retry.sleep(pause)) != nil
        else { throw error }
        attempt += 1
      }
    }
  }

  private func signingCredentials(_ call: AWSCall) async throws(AWSError) -> AWSCredentials? {
    guard call.isSigned else { return nil }
    do throws(CredentialsError) {
      guard let credentials else { throw CredentialsError("this client has no credentials") }
      return try await credentials.current()
    } catch {
      throw AWSError(
        kind: .credentials, operation: call.operation, message: error.detail, credentialsMayReturn: error.isTransient)
    }
  }

  private func attemptOnce(_ call: AWSCall, _ credentials: AWSCredentials?) async throws(AWSError) -> [UInt8] {
    var request = OutboundRequest(
      method: "POST", url: call.endpoint.url, headers: call.headers, body: call.body, timeoutNanoseconds: timeoutNanoseconds)
    if let credentials {
      let signer = SigV4(credentials: credentials, region: call.endpoint.region, service: call.service)
      request = signer.sign(request, now: clock.now())
    }
    let answer: InboundAnswer
    do {
      answer = try await transport.send(request)
    } catch {
      throw AWSError(kind: .transient, operation: call.operation, message: error.detail)
    }
    guard (200..<300).contains(answer.status) else {
      throw explainingClock(AWSAnswer.error(call, answer), answer)
    }
    return answer.body
  }

  /// A signature that is refused for its time is this machine's clock, and not the key.
  private func explainingClock(_ error: AWSError, _ answer: InboundAnswer) -> AWSError {
    guard error.code == "RequestTimeTooSkewed" || error.code == "SignatureDoesNotMatch", let date = answer.headers["date"] else {
      return error
    }
    var error = error
    error.message += " (AWS's clock says \(AWSError.tidy(date)), this machine's \(Timestamp.format(clock.now())))"
    return error
  }
}
