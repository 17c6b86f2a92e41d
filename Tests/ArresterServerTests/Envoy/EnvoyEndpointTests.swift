import Testing

@testable import ArresterServer

@Suite("Envoy's external authorization")
struct EnvoyEndpointTests {
  private let fixture = DecisionFixture()

  private func check(_ method: String, _ headers: [String], path: String = "/orders/7", token: String? = "machine-token") async throws
    -> RawResponse?
  {
    let server = try TestServer([EnvoyEndpoint(fixture.maker(kinds: NameKinds())).route], counting: fixture.counting)
    let client = server.client()
    await client.send(
      TestServer.request(method, "/v1/envoy/check" + path, token: token, headers: headers + ["Content-Length: 0"]))
    return await client.read(isHead: method == "HEAD")
  }

  private func principal(_ name: String) -> String { "X-Arrester-Principal: \(name)" }

  @Test("denies a tripped principal's writes with 403 and tells why", arguments: ["POST", "PUT", "PATCH", "DELETE", "PURGE"])
  func denies(method: String) async throws {
    let response = try await check(method, [principal(DecisionFixture.tripped)])
    #expect(response?.status == 403)
    #expect(response?.headers["x-arrester-decision"] == "deny")
    #expect(response?.headers["x-arrester-trip"] == "trip-of-deploy-agent")
    #expect(response?.headers["x-arrester-reason"] == "open: tripped by ceiling")
    #expect(response?.body.contains("open: tripped by ceiling") == true)
  }

  @Test("lets reads through", arguments: ["GET", "HEAD", "OPTIONS"])
  func reads(method: String) async throws {
    let response = try await check(method, [principal(DecisionFixture.tripped)])
    #expect(response?.status == 200)
    #expect(response?.headers["x-arrester-decision"] == "allow")
  }

  @Test("goes by the action where one is named, whatever the method")
  func actions() async throws {
    let headers = [principal(DecisionFixture.tripped)]
    #expect(try await check("POST", headers + ["X-Arrester-Action: rds:DescribeDBInstances"])?.status == 200)
    #expect(try await check("GET", headers + ["X-Arrester-Action: rds:DeleteDBInstance"])?.status == 403)
  }

  @Test("takes any path of the client's", arguments: ["", "/", "/a%2Fb?x=%zz&y", "/%ff", "/a//b/../c", "/*"])
  func paths(path: String) async throws {
    #expect(try await check("DELETE", [principal(DecisionFixture.tripped)], path: path)?.status == 403)
    #expect(try await check("DELETE", [principal(DecisionFixture.other)], path: path)?.status == 200)
  }

  @Test("denies where it is not clear who asks")
  func unclear() async throws {
    #expect(try await check("GET", [])?.status == 403)
    #expect(try await check("GET", ["X-Arrester-Principal:"])?.status == 403)
    let twice = try await check("POST", [principal(DecisionFixture.tripped), principal(DecisionFixture.other)])
    #expect(twice?.status == 403)
    #expect(twice?.body.contains("more than once") == true)
    let joined = try await check("POST", [principal("\(DecisionFixture.tripped),\(DecisionFixture.other)")])
    #expect(joined?.status == 403)
    #expect(joined?.headers["x-arrester-decision"] == "deny")
    #expect(try await check("POST", [principal("arn:aws:sts::1:assumed-role/R/s")])?.status == 400)
    #expect(try await check("POST", [principal(DecisionFixture.other), "X-Arrester-Platform: oracle"])?.status == 403)
  }

  @Test("says in shadow what it would have done")
  func shadow() async throws {
    let response = try await check("DELETE", [principal(DecisionFixture.inShadow)])
    #expect(response?.status == 200)
    #expect(response?.headers["x-arrester-would-deny"] == "true")
    #expect(response?.headers["x-arrester-trip"] == "trip-of-shadow-agent")
  }

  @Test("asks Envoy for its token")
  func token() async throws {
    #expect(try await check("GET", [principal(DecisionFixture.other)], token: nil)?.status == 401)
    #expect(try await check("GET", [principal(DecisionFixture.other)], token: "naming-token")?.status == 403)
  }
}
