import ArresterBase

/// Writes the document of the people's API (OpenAPI 3.1) from the operations that the routes are made of.
enum OpenAPIDocument {
  static let path = "/v1/openapi.json"
  /// Of the API. Fields and operations may be added to the same one.
  static let version = "1.0.0"

  static func bytes(_ operations: [PeopleOperation]) -> [UInt8] {
    var json = JSONText(capacity: 64 * 1024)
    json.object { json in
      json.field("openapi", "3.1.0")
      json.key("info")
      json.object { json in
        json.field("title", "Arrester: the people's API")
        json.field("version", version)
        json.field("description", "What operators and approvers look at, ask for and agree to. Every call takes a person's bearer token.")
      }
      json.key("security")
      json.array { json in json.object { $0.field("bearer", []) } }
      json.key("paths")
      json.object { writePaths(operations, to: &$0) }
      json.key("components")
      json.object { writeComponents(operations, to: &$0) }
    }
    return json.bytes
  }

  private static func writePaths(_ operations: [PeopleOperation], to json: inout JSONText) {
    var paths: [String] = []
    for operation in operations where !paths.contains(operation.path) { paths.append(operation.path) }
    for path in paths {
      json.key(path)
      json.object { json in for operation in operations where operation.path == path { operation.write(to: &json) } }
    }
    json.key(path)
    json.object { json in
      json.key("get")
      json.object { json in
        json.field("operationId", "document")
        json.field("summary", "is this document, without a token")
        json.key("security")
        json.array { _ in }
        json.key("responses")
        json.object { json in
          json.key("200")
          json.object { json in
            json.field("description", "The document.")
            writeContent(["application/json"], .openObject, to: &json)
          }
        }
      }
    }
  }

  private static func writeComponents(_ operations: [PeopleOperation], to json: inout JSONText) {
    json.key("securitySchemes")
    json.object { json in
      json.key("bearer")
      json.object { json in
        json.field("type", "http")
        json.field("scheme", "bearer")
        json.field("description", "A person's token, of which the configuration holds the SHA-256.")
      }
    }
    json.key("schemas")
    json.object { json in
      for (name, about, schema) in PeopleSchemas.all {
        json.key(name)
        schema.write(to: &json, about: about)
      }
      for operation in operations {
        guard let body = operation.body else { continue }
        json.key(operation.bodyName)
        Schema.object(body.properties, isClosed: true).write(to: &json)
      }
    }
    json.key("responses")
    json.object { json in for problem in ProblemResponse.all { problem.write(to: &json) } }
  }

  static func writeContent(_ types: [String], _ schema: Schema?, example: String? = nil, to json: inout JSONText) {
    json.key("content")
    json.object { json in
      for type in types {
        json.key(type)
        json.object { json in
          if let schema {
            json.key("schema")
            schema.write(to: &json)
          }
          guard let example else { return }
          json.key("example")
          json.raw(Array(example.utf8))
        }
      }
    }
  }
}

extension PeopleOperation {
  /// As a member of its path's object.
  func write(to json: inout JSONText) {
    json.key(method.lowercased())
    json.object { json in
      json.field("operationId", identifier)
      json.field("summary", summary)
      let words = [details, "Takes \(requirement.words)."].filter { !$0.isEmpty }
      json.field("description", words.joined(separator: " "))
      json.key("parameters")
      json.array { json in
        for name in parameters { PeopleOperation.write(Property(name, .text(bytes: 1...2_048), "From the path."), in: "path", to: &json) }
        for parameter in query { PeopleOperation.write(parameter, in: "query", to: &json) }
      }
      if let body {
        json.key("requestBody")
        json.object { json in
          json.field("required", body.isRequired)
          OpenAPIDocument.writeContent(["application/json"], .reference(bodyName), example: body.example, to: &json)
        }
      }
      json.key("responses")
      json.object { writeResponses(to: &$0) }
    }
  }

  private static func write(_ parameter: Property, in place: String, to json: inout JSONText) {
    json.object { json in
      json.field("name", parameter.name)
      json.field("in", place)
      json.field("required", parameter.isRequired)
      json.field("description", parameter.about)
      json.key("schema")
      parameter.schema.write(to: &json)
    }
  }

  private func writeResponses(to json: inout JSONText) {
    for answer in answers {
      json.key(String(answer.status))
      json.object { json in
        json.field("description", answer.about)
        OpenAPIDocument.writeContent(answer.contentTypes, answer.schema, to: &json)
        PeopleOperation.write(answer.links, to: &json)
      }
    }
    for status in Set(problems + ProblemResponse.usual + (body == nil ? [] : [413])).sorted() {
      json.key(String(status))
      json.object { $0.field("$ref", "#/components/responses/\(ProblemResponse.name(of: status))") }
    }
  }

  private static func write(_ links: [Link], to json: inout JSONText) {
    guard !links.isEmpty else { return }
    json.key("links")
    json.object { json in
      for link in links {
        json.key(link.operation)
        json.object { json in
          json.field("operationId", link.operation)
          json.key("parameters")
          json.object { $0.field("id", "$response.body#\(link.pointer)") }
        }
      }
    }
  }
}
