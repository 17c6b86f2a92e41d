import Foundation
import Testing

/// A receiver of everything, under any path, that answers 503 for as long as it is told to. Python's own HTTP server: nothing of ours.
final class Receiver {
  let port: UInt16
  private let process = Process()
  private let folder: TemporaryPlace

  struct Request {
    var path: String
    var headers: [String: String]
    var body: [String: Any]
  }

  private static let script = """
    import http.server, json, os, sys
    port, folder = int(sys.argv[1]), sys.argv[2]
    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["content-length"])).decode()
            is_down = os.path.exists(folder + "/down")
            with open(folder + ("/refused" if is_down else "/taken"), "a") as file:
                headers = {name.lower(): value for name, value in self.headers.items()}
                file.write(json.dumps({"path": self.path, "headers": headers, "body": json.loads(body)}) + "\\n")
            self.send_response(503 if is_down else 200)
            self.end_headers()
        def log_message(self, *arguments): pass
    http.server.ThreadingHTTPServer(("127.0.0.1", port), Handler).serve_forever()
    """

  init() throws {
    port = try FreePort.find()
    folder = try TemporaryPlace()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", "-c", Receiver.script, String(port), folder.path]
    try process.run()
  }

  /// Python inherits the signals that this process ignores.
  deinit {
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }

  /// From now on it answers 503.
  func goDown() { _ = FileManager.default.createFile(atPath: "\(folder.path)/down", contents: nil) }
  func comeBack() throws { try FileManager.default.removeItem(atPath: "\(folder.path)/down") }

  var refused: [Request] { requests("refused") }

  /// What it took under that path, in order.
  func taken(_ path: String) -> [Request] { requests("taken").filter { $0.path == path } }

  private func requests(_ name: String) -> [Request] {
    let text = String(decoding: FileManager.default.contents(atPath: "\(folder.path)/\(name)") ?? Data(), as: UTF8.self)
    return text.split(separator: "\n").compactMap { line in
      guard let object = try? JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any] else { return nil }
      return Request(
        path: object["path"] as? String ?? "", headers: object["headers"] as? [String: String] ?? [:],
        body: object["body"] as? [String: Any] ?? [:])
    }
  }
}

/// Debian's own Alertmanager, alone and without anybody to notify.
final class AlertmanagerProcess {
  static let program: String? = ["/usr/bin/prometheus-alertmanager", "/usr/local/bin/alertmanager"].first {
    FileManager.default.isExecutableFile(atPath: $0)
  }

  let port: UInt16
  private let process = Process()
  private let folder: TemporaryPlace

  init() throws {
    port = try FreePort.find()
    folder = try TemporaryPlace()
    let file = "\(folder.path)/alertmanager.yml"
    try "route: {receiver: nobody}\nreceivers: [{name: nobody}]\n".write(toFile: file, atomically: true, encoding: .utf8)
    process.executableURL = URL(fileURLWithPath: try #require(AlertmanagerProcess.program))
    process.arguments = [
      "--config.file=\(file)", "--storage.path=\(folder.path)/data", "--web.listen-address=127.0.0.1:\(port)", "--cluster.listen-address=",
    ]
    process.standardError = FileHandle.nullDevice
    try process.run()
  }

  deinit {
    process.terminate()
    process.waitUntilExit()
  }

  /// What it takes to be going on.
  func alerts() throws -> [[String: Any]] {
    let answer = try WebAnswer.of("GET", "http://127.0.0.1:\(port)/api/v2/alerts")
    guard let start = answer.text.firstIndex(of: "[") else { return [] }
    return try JSONSerialization.jsonObject(with: Data(answer.text[start...].utf8)) as? [[String: Any]] ?? []
  }
}

/// A folder that goes with its last reference.
final class TemporaryPlace {
  let path = NSTemporaryDirectory() + "arrester-alerts-\(UUID().uuidString)"

  init() throws { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true) }

  deinit { try? FileManager.default.removeItem(atPath: path) }
}
