import ArresterEnforcement
import Foundation
import Testing

@testable import Arrester

/// A real Prometheus with one target, scraped each second. Ends with its last reference.
final class PrometheusProcess {
  static let absent = "needs Prometheus: apt-get install prometheus"

  static let program: String? = ["/usr/bin/prometheus", "/usr/local/bin/prometheus"].first {
    FileManager.default.isExecutableFile(atPath: $0)
  }

  private let process = Process()
  private let folder: TemporaryFolder
  private let address: String

  init(scraping target: String, token: String) throws {
    folder = try TemporaryFolder()
    // It does not say which port it got where it is asked for any.
    address = "127.0.0.1:\(UInt16.random(in: 20_000...32_000))"
    let configuration = """
      global: {scrape_interval: 1s, scrape_timeout: 1s}
      scrape_configs:
        - job_name: arrester
          authorization: {credentials: \(token)}
          static_configs: [{targets: ["\(target)"]}]
      """
    let file = try folder.write("prometheus.yml", configuration)
    process.executableURL = URL(fileURLWithPath: try #require(PrometheusProcess.program))
    process.arguments = [
      "--config.file=\(file)", "--storage.tsdb.path=\(folder.path)/data", "--web.listen-address=\(address)", "--log.level=error",
    ]
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
  }

  deinit {
    process.terminate()
    process.waitUntilExit()
  }

  struct Answer {
    var status: String
    var series: Int
    var detail: String
  }

  /// Asks for how it is now.
  func ask(_ query: String) async throws -> Answer {
    var form = URLComponents()
    form.queryItems = [URLQueryItem(name: "query", value: query)]
    // A plus sign would be read as a space.
    let body = (form.percentEncodedQuery ?? "").replacing("+", with: "%2B")
    let response = try await CurlTransport().send(
      OutboundRequest(
        method: "POST", url: "http://\(address)/api/v1/query", headers: [("Content-Type", "application/x-www-form-urlencoded")],
        body: Array(body.utf8)))
    let text = String(decoding: response.body, as: UTF8.self)
    let object = try JSONSerialization.jsonObject(with: Data(response.body)) as? [String: Any]
    let result = (object?["data"] as? [String: Any])?["result"] as? [Any]
    return Answer(status: object?["status"] as? String ?? "", series: result?.count ?? 0, detail: String(text.prefix(300)))
  }

  /// Waits until a query has an answer.
  func waitFor(_ query: String) async throws {
    for _ in 0..<600 {
      if let answer = try? await ask(query), answer.series > 0 { return }
      try await Task.sleep(nanoseconds: 50_000_000)
    }
    Issue.record("Prometheus does not know \(query) after 30 s")
  }
}
