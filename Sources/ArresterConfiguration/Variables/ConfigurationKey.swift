/// How the text of a variable becomes a value.
enum VariableForm: Sendable {
  /// As it is.
  case text
  /// The path of a file that holds a secret: `{file: …}`.
  case secretFile
  /// `a,b,c`.
  case list
  /// `name=value,name=value`; laid over the file's entries one by one. A text beginning with `{` is YAML, for values with commas.
  case map
  /// YAML.
  case structured
}

/// A key of the configuration and its variable.
struct ConfigurationKey: Sendable {
  let path: [String]
  let form: VariableForm
  /// `ARRESTER_KAFKA_BOOTSTRAP_SERVERS` for `kafka.bootstrapServers`.
  let variable: String

  init(_ keyPath: String, _ form: VariableForm = .text) {
    path = keyPath.split(separator: ".").map(String.init)
    self.form = form
    let suffix = form == .secretFile ? ["file"] : []
    variable = (["arrester"] + path + suffix).map(ConfigurationKey.upperSnake).joined(separator: "_")
  }

  /// Every key of `serve`'s configuration, in the order of the documentation.
  static let all: [ConfigurationKey] = [
    ConfigurationKey("kafka.bootstrapServers"), ConfigurationKey("kafka.group"), ConfigurationKey("kafka.topics", .list),
    ConfigurationKey("kafka.startAt"), ConfigurationKey("kafka.createTopics"), ConfigurationKey("kafka.instance"),
    ConfigurationKey("kafka.librdkafka", .map),
    ConfigurationKey("output.findings"), ConfigurationKey("output.breakers"), ConfigurationKey("output.baselines"),
    ConfigurationKey("output.audit"), ConfigurationKey("output.deadLetters"),
    ConfigurationKey("model"), ConfigurationKey("mode", .structured),
    ConfigurationKey("recordKey"), ConfigurationKey("recordKey", .secretFile),
    ConfigurationKey("sources", .structured), ConfigurationKey("enforcers", .structured),
    ConfigurationKey("alerts", .structured),
    ConfigurationKey("http.listen"), ConfigurationKey("http.tls.certificate"), ConfigurationKey("http.tls.key"),
    ConfigurationKey("http.behindProxy"), ConfigurationKey("http.failMode", .structured),
    ConfigurationKey("http.callers", .structured), ConfigurationKey("http.publicAddress"), ConfigurationKey("http.metricsWithoutToken"),
    ConfigurationKey("people", .structured), ConfigurationKey("oidc", .structured), ConfigurationKey("kubernetes.cluster"),
    ConfigurationKey("kubernetes.admissionWithoutToken"),
    ConfigurationKey("drill.principal"), ConfigurationKey("drill.every"), ConfigurationKey("audit.file"), ConfigurationKey("audit.spool"),
    ConfigurationKey("audit.signingKey"),
  ]

  /// `tokenSHA256` is `TOKEN_SHA256`: an underscore before a capital that follows a small letter.
  static func upperSnake(_ name: String) -> String {
    var text = ""
    var previousIsLower = false
    for character in name {
      if character.isUppercase && previousIsLower { text += "_" }
      text += character.uppercased()
      previousIsLower = character.isLowercase
    }
    return text
  }
}
