/// The format of `~/.aws/credentials` and `~/.aws/config`: sections in brackets, `name = value`, comments with `#` or `;`.
struct ProfileFile: Sendable, Equatable {
  /// Settings by section; a section that comes twice is one.
  private(set) var sections: [String: [String: String]] = [:]

  init(_ text: String) {
    var section: String?
    for line in text.split(whereSeparator: \.isNewline) {
      // An indented line belongs to a group of settings (`s3 =`), of which none are credentials.
      guard let first = line.first, first != " ", first != "\t" else { continue }
      let line = String(line).trimmedOfBlanks
      guard !line.hasPrefix("#"), !line.hasPrefix(";") else { continue }
      if line.hasPrefix("["), let end = line.firstIndex(of: "]") {
        let title = String(line[line.index(after: line.startIndex)..<end]).trimmedOfBlanks
        section = title
        sections[title, default: [:]].merge([:]) { $1 }
      } else if let section, let equals = line.firstIndex(of: "=") {
        let name = String(line[..<equals]).trimmedOfBlanks.lowercased()
        sections[section]?[name] = ProfileFile.value(String(line[line.index(after: equals)...]))
      }
    }
  }

  /// A comment after a value needs a blank before it: secret keys may hold `#`.
  private static func value(_ text: String) -> String {
    var text = text
    for mark in [" #", " ;", "\t#", "\t;"] {
      if let range = text.range(of: mark) { text = String(text[..<range.lowerBound]) }
    }
    return text.trimmedOfBlanks
  }
}
