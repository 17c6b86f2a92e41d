/// Reads an entry of `alerts`: a mapping with exactly one form.
extension AlertSettings {
  init?(reading value: ValueReader) {
    var found: [AlertSettings] = []
    var named = 0
    _ = value.mapping { mapping in
      for (name, read) in AlertSettings.forms {
        guard let settings = mapping.value(name) else { continue }
        named += 1
        if let alert = settings.mapping({ AlertSettings(reading: &$0, read) }) ?? nil { found.append(alert) }
      }
    }
    guard named == 1 else {
      let forms = AlertSettings.forms.map(\.0).joined(separator: ", ")
      value.problems.add(value.keyPath, value.node.origin, found: "found \(named) forms", expected: "name one of \(forms)")
      return nil
    }
    guard let first = found.first else { return nil }
    self = first
  }

  private typealias FormReader = @Sendable (inout MappingReader) -> Form?

  private static let forms: [(String, FormReader)] = [
    ("slack", { mapping in mapping.required("url")?.secret().map { .slack(url: $0) } }),
    (
      "pagerDuty",
      { mapping in
        var url = pagerDutyAddress
        mapping.read("url", into: &url) { $0.text() }
        return mapping.required("routingKey")?.secret().map { .pagerDuty(routingKey: $0, url: url) }
      }
    ),
    ("alertmanager", { mapping in mapping.required("url")?.text().map { .alertmanager(url: $0) } }),
    (
      "webhook",
      { mapping in
        let url = mapping.required("url")?.secret()
        let secrets = mapping.required("secrets")?.items().compactMap { $0.secret() }
        guard let url, let secrets else { return nil }
        return .webhook(url: url, secrets: secrets)
      }
    ),
  ]

  private init?(reading mapping: inout MappingReader, _ read: FormReader) {
    let form = read(&mapping)
    self.init(form ?? .alertmanager(url: ""))
    mapping.read("name", into: &name) { $0.text() }
    mapping.read("warnings", into: &digestNanoseconds) { $0.duration() }
    mapping.read("maximumAge", into: &maximumAgeNanoseconds) { $0.duration() }
    mapping.read("timeout", into: &timeoutNanoseconds) { $0.duration() }
    mapping.read("allowInsecure", into: &allowInsecure) { $0.boolean() }
    // Every key was looked at all the same: what is unknown is said too.
    if form == nil { return nil }
  }
}
