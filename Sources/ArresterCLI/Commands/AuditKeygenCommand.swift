import Arrester

/// `arrester audit keygen`: the key that signs heads.
enum AuditKeygenCommand {
  static func run(_ options: ParsedOptions) throws -> CommandStatus {
    let key = try AuditKeyFile.make(options.string("out") ?? "")
    Terminal.printLine(String(key.pem.dropLast()))
    return .done
  }
}
