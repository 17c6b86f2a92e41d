extension KafkaSettings {
  func problems() -> [ConfigurationProblem] {
    bootstrapProblems() + topicProblems() + propertyProblems() + groupProblems()
  }

  private func bootstrapProblems() -> [ConfigurationProblem] {
    let keyPath = "kafka.bootstrapServers"
    guard !bootstrapServers.isEmpty else {
      return [
        ConfigurationProblem(
          keyPath: keyPath, found: "it is missing",
          expected: "set it in the file, as ARRESTER_KAFKA_BOOTSTRAP_SERVERS, or with --bootstrap HOST:PORT")
      ]
    }
    return bootstrapServers.split(separator: ",", omittingEmptySubsequences: false).filter { ServerAddress(String($0)) == nil }.map {
      ConfigurationProblem(
        keyPath: keyPath, found: "found \(Quotation.quote(String($0)))", expected: "write HOST:PORT, several with commas")
    }
  }

  private func topicProblems() -> [ConfigurationProblem] {
    guard !topics.isEmpty else {
      return [
        ConfigurationProblem(
          keyPath: "kafka.topics", found: "no topic is named",
          expected: "set it in the file, as ARRESTER_KAFKA_TOPICS, or with --topic NAME")
      ]
    }
    var problems: [ConfigurationProblem] = []
    for (index, topic) in topics.enumerated() {
      problems += TopicName.problems(topic, "kafka.topics[\(index)]")
      if topics.firstIndex(of: topic) != index {
        problems.append(
          ConfigurationProblem(
            keyPath: "kafka.topics[\(index)]", found: "\(Quotation.quote(topic)) comes twice", expected: "keep one"))
      }
    }
    return problems
  }

  private func propertyProblems() -> [ConfigurationProblem] {
    librdkafka.keys.sorted().compactMap { property in
      KafkaSettings.ownedProperties[property].map {
        ConfigurationProblem(keyPath: "kafka.librdkafka.\(property)", found: "the property is not free", expected: $0)
      }
    }
  }

  private func groupProblems() -> [ConfigurationProblem] {
    group.isEmpty ? [ConfigurationProblem(keyPath: "kafka.group", found: "it is empty", expected: "name the consumer group")] : []
  }
}

extension OutputTopics {
  /// - Parameter input: the topics that are read: writing to one would feed Arrester its own output.
  func problems(input: [String]) -> [ConfigurationProblem] {
    var users = Dictionary(input.map { ($0, "kafka.topics") }, uniquingKeysWith: { first, _ in first })
    var problems: [ConfigurationProblem] = []
    for (key, topic) in all {
      problems += TopicName.problems(topic, "output.\(key)")
      if let user = users[topic] {
        problems.append(
          ConfigurationProblem(
            keyPath: "output.\(key)", found: "\(Quotation.quote(topic)) is the topic of \(user) too", expected: "give it its own topic"))
      }
      users[topic] = users[topic] ?? "output.\(key)"
    }
    return problems
  }
}

/// What Kafka accepts as a topic's name.
enum TopicName {
  /// Kafka's own limit (`Topic.MAX_NAME_LENGTH`): folders on the broker's disk are named after topics.
  private static let longest = 249

  static func problems(_ name: String, _ keyPath: String) -> [ConfigurationProblem] {
    let isLegal = name.utf8.allSatisfy {
      UInt8(ascii: "a")...UInt8(ascii: "z") ~= $0 || UInt8(ascii: "A")...UInt8(ascii: "Z") ~= $0
        || UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 || ".-_".utf8.contains($0)
    }
    guard !isLegal || name.isEmpty || name.utf8.count > longest || name == "." || name == ".." else { return [] }
    return [
      ConfigurationProblem(
        keyPath: keyPath, found: "\(Quotation.quote(name)) is no topic's name",
        expected: "use at most \(longest) of the characters a-z, A-Z, 0-9, ., - and _")
    ]
  }
}
