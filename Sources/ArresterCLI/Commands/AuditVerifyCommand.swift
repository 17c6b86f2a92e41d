import Arrester
import ArresterBreaker
import ArresterKafka

/// `arrester audit verify`: whether the audit log is as it was written.
enum AuditVerifyCommand {
  static func run(_ options: ParsedOptions) throws -> CommandStatus {
    let report = try verify(options, try settings(options))
    if options.flag("json") {
      Terminal.printLine(String(decoding: report.json, as: UTF8.self))
    } else {
      for line in report.lines { Terminal.printLine(AuditVerifyCommand.printable(line)) }
    }
    return report.isIntact ? .done : .failed
  }

  private static func verify(_ options: ParsedOptions, _ settings: AuditVerifier.Options) throws -> AuditReport {
    guard let servers = options.string("bootstrap") else {
      guard let path = options.arguments.first else {
        throw UsageError(
          found: "neither a file nor --bootstrap is given", expected: "write arrester audit verify FILE, or --bootstrap HOST:PORT",
          command: options.command.name)
      }
      guard options.string("topic") == nil, options.strings("property").isEmpty else {
        throw UsageError(found: "--topic or --property with a file", expected: "add --bootstrap HOST:PORT", command: options.command.name)
      }
      return try readable(options) { try AuditVerification.file(path, settings) }
    }
    guard options.arguments.isEmpty else {
      throw UsageError(found: "a file together with --bootstrap", expected: "give one of them", command: options.command.name)
    }
    var kafka = ArresterKafka.KafkaSettings(bootstrapServers: servers)
    kafka.properties = try properties(options)
    return try AuditVerification.topic(options.string("topic") ?? "arrester.audit", kafka, settings)
  }

  private static func settings(_ options: ParsedOptions) throws -> AuditVerifier.Options {
    var settings = AuditVerifier.Options()
    try readable(options) {
      settings.publicKeys = try options.strings("public-key").map { try AuditVerification.publicKey($0) }
      if let path = options.string("heads") { settings.heads = try AuditVerification.heads(path) }
    }
    settings.allowsExpiredStart = options.flag("allow-expired")
    return settings
  }

  /// A file that cannot be read is wrong usage: nothing was found out about the log.
  private static func readable<Value>(_ options: ParsedOptions, _ body: () throws -> Value) throws -> Value {
    do { return try body() } catch let error as AuditFileError {
      throw UsageError(found: error.description, expected: "name a file that can be read", command: options.command.name)
    }
  }

  private static func properties(_ options: ParsedOptions) throws -> [String: String] {
    var properties: [String: String] = [:]
    for text in options.strings("property") {
      guard let equals = text.firstIndex(of: "="), equals > text.startIndex else {
        throw UsageError(
          found: "--property \(text)", expected: "write KEY=VALUE, as in security.protocol=SSL", command: options.command.name)
      }
      properties[String(text[..<equals])] = String(text[text.index(after: equals)...])
    }
    return properties
  }

  /// Names in a log that was tampered with may hold what a terminal would obey.
  private static func printable(_ line: String) -> String {
    String(String.UnicodeScalarView(line.unicodeScalars.map { $0.properties.generalCategory == .control ? "\u{FFFD}" : $0 }))
  }
}
