import Foundation
import FoundationXML

/// An answer of the Query protocol as a tree of elements; attributes and namespaces are dropped.
struct XMLTree: Sendable, Equatable {
  /// Deeper answers are not AWS's.
  static let maximumDepth = 32
  static let maximumElements = 100_000

  var name: String
  /// Without the blanks around it.
  var text = ""
  var children: [XMLTree] = []

  /// nil: no XML, or beyond the limits. External entities are never read.
  static func parse(_ bytes: [UInt8]) -> XMLTree? {
    let reader = XMLTreeReader()
    let parser = XMLParser(data: Data(bytes))
    parser.shouldResolveExternalEntities = false
    parser.delegate = reader
    guard parser.parse(), !reader.isBeyondLimits else { return nil }
    return reader.root
  }

  /// The first child of that name.
  func first(_ name: String) -> XMLTree? { children.first { $0.name == name } }

  /// The element at the end of a path of children.
  func at(_ path: String...) -> XMLTree? {
    path.reduce(self as XMLTree?) { $0?.first($1) }
  }

  /// The members of a list: `<Name><member>…</member></Name>`; empty where there is none.
  func members(_ name: String) -> [XMLTree] { first(name)?.children.filter { $0.name == "member" } ?? [] }
}

private final class XMLTreeReader: NSObject, XMLParserDelegate {
  private(set) var root: XMLTree?
  private(set) var isBeyondLimits = false
  private var open: [XMLTree] = []
  private var count = 0

  func parser(
    _ parser: XMLParser, didStartElement elementName: String, namespaceURI: String?, qualifiedName: String?,
    attributes: [String: String]
  ) {
    count += 1
    guard open.count < XMLTree.maximumDepth, count <= XMLTree.maximumElements else {
      isBeyondLimits = true
      return parser.abortParsing()
    }
    open.append(XMLTree(name: elementName))
  }

  func parser(_ parser: XMLParser, foundCharacters string: String) {
    guard !open.isEmpty else { return }
    open[open.count - 1].text += string
  }

  func parser(_ parser: XMLParser, didEndElement elementName: String, namespaceURI: String?, qualifiedName: String?) {
    guard var done = open.popLast() else { return }
    done.text = done.text.trimmedOfBlanks
    if open.isEmpty { root = done } else { open[open.count - 1].children.append(done) }
  }
}
