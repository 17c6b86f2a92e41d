/// Writes a completion script for bash from the table: commands, options, and the words that an option takes; else files.
enum BashCompletion {
  /// For `source <(arrester completions bash)`, or a file in /etc/bash_completion.d.
  static func script(for table: [CommandDescription]) -> String {
    """
    # Completions of arrester for bash: source <(arrester completions bash)
    _arrester() {
      local word="${COMP_WORDS[COMP_CWORD]}" previous="${COMP_WORDS[COMP_CWORD-1]}" command="${COMP_WORDS[1]}"
      case "$command" in
    \(families(table))
      esac
      if [[ $COMP_CWORD -eq 1 ]]; then
        COMPREPLY=($(compgen -W "\(firstWords(table).joined(separator: " ")) --help --version" -- "$word"))
        return
      fi
      case "$command $previous" in
    \(table.flatMap(words).joined(separator: "\n"))
      esac
      if [[ $word == -* ]]; then
        case "$command" in
    \(table.map(options).joined(separator: "\n"))
        esac
      else
        COMPREPLY=($(compgen -f -- "$word"))
      fi
    }
    complete -o filenames -F _arrester arrester

    """
  }

  private static func firstWords(_ table: [CommandDescription]) -> [String] {
    var words: [String] = []
    for word in table.compactMap({ $0.name.split(separator: " ").first.map(String.init) }) where !words.contains(word) {
      words.append(word)
    }
    return words
  }

  /// A command of two words: the second is completed, then both are one command.
  private static func families(_ table: [CommandDescription]) -> String {
    let families = firstWords(table).compactMap { first -> String? in
      let members = table.compactMap { $0.name.hasPrefix(first + " ") ? String($0.name.dropFirst(first.count + 1)) : nil }
      guard !members.isEmpty else { return nil }
      return """
            \(first))
              if [[ $COMP_CWORD -eq 2 ]]; then
                COMPREPLY=($(compgen -W "\(members.joined(separator: " "))" -- "$word"))
                return
              fi
              command="$command ${COMP_WORDS[2]}"
              ;;
        """
    }
    return families.joined(separator: "\n")
  }

  private static func words(_ command: CommandDescription) -> [String] {
    command.options.compactMap { option in
      switch option.value {
      case .word(_, let words), .duration(let words): words.isEmpty ? nil : reply("\(command.name) \(option.flag)", words, indent: 4)
      default: nil
      }
    }
  }

  private static func options(_ command: CommandDescription) -> String {
    reply(command.name, command.options.map(\.flag) + ["--help"], indent: 6, returns: false)
  }

  private static func reply(_ pattern: String, _ words: [String], indent: Int, returns: Bool = true) -> String {
    let list = "COMPREPLY=($(compgen -W \"\(words.joined(separator: " "))\" -- \"$word\"))"
    return String(repeating: " ", count: indent) + "\"\(pattern)\") \(list)\(returns ? "; return" : "") ;;"
  }
}
