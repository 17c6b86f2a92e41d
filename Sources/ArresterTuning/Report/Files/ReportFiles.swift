import ArresterBase
import Foundation

/// Where a report is written to: pages and objects by the ending of their name, tables into a folder.
public struct ReportFiles: Sendable, Equatable {
  public var pages: [String]
  public var objects: [String]
  public var folders: [String]

  public var isEmpty: Bool { pages.isEmpty && objects.isEmpty && folders.isEmpty }

  /// - Throws: `ReportFileError` for a file that ends in neither `.html` nor `.json`, and for a folder that is not there and cannot be made.
  public init(files: [String], folders: [String]) throws {
    pages = files.filter { $0.lowercased().hasSuffix(".html") }
    objects = files.filter { $0.lowercased().hasSuffix(".json") }
    self.folders = folders
    if let other = files.first(where: { !pages.contains($0) && !objects.contains($0) }) {
      throw ReportFileError(path: other, reason: "a report ends in .html or .json; --csv names a folder")
    }
    // Better now than after an hour of reading.
    for file in files { try ReportFiles.check(folder: (file as NSString).deletingLastPathComponent, of: file) }
    for folder in folders {
      do { try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true) } catch {
        throw ReportFileError(path: folder, reason: error.localizedDescription)
      }
    }
  }

  /// - Throws: `ReportFileError`.
  public func write(_ facts: ReplayFacts) throws {
    for path in pages { try ReportFiles.write(facts.html, path) }
    if !objects.isEmpty {
      let text = facts.json.text + "\n"
      for path in objects { try ReportFiles.write(text, path) }
    }
    for folder in folders {
      for table in facts.tables { try ReportFiles.write(table.text, "\(folder)/\(table.name)") }
    }
  }

  private static func check(folder: String, of file: String) throws {
    let folder = folder.isEmpty ? "." : folder
    guard FileManager.default.isWritableFile(atPath: folder) else {
      throw ReportFileError(path: file, reason: "the folder \(folder) is not there, or cannot be written to")
    }
  }

  private static func write(_ text: String, _ path: String) throws {
    do { try Data(text.utf8).write(to: URL(fileURLWithPath: path), options: .atomic) } catch {
      throw ReportFileError(path: path, reason: error.localizedDescription)
    }
  }
}

/// A report that cannot be written where it was asked for.
public struct ReportFileError: Error, Equatable, CustomStringConvertible {
  public var path: String
  public var reason: String

  public var description: String { "the report cannot be written to \(path): \(reason)" }
}
