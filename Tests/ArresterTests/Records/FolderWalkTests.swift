import Foundation
import Testing

@testable import Arrester

@Suite("what a folder holds")
struct FolderWalkTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func found(_ path: String) throws -> [String: Int] {
    let files = try InputFiles([path]).files
    #expect(files.map(\.path) == files.map(\.path).sorted())
    return Dictionary(uniqueKeysWithValues: files.map { (String($0.path.dropFirst(folder.path.count + 1)), $0.bytes) })
  }

  @Test("files at every depth are found with their sizes, by a path with a slash at its end too", arguments: ["", "/"])
  func depth(end: String) throws {
    for (name, text) in [("a.gz", "1"), ("x/y/z/b.gz", "22"), ("x/c", "")] { try folder.write(name, text) }
    #expect(try found(folder.path + end) == ["a.gz": 1, "x/y/z/b.gz": 2, "x/c": 0])
  }

  @Test("what a dot hides is left out, with everything in it; a folder that is named itself is not")
  func hidden() throws {
    for name in [".DS_Store", ".git/config", "x/.hidden/y", "x/seen"] { try folder.write(name, "1") }
    #expect(try found(folder.path) == ["x/seen": 1])
    #expect(try found(folder.path + "/.git") == [".git/config": 1])
  }

  @Test("a link to a file is a file, with the file's size; links to folders and to nothing are left out")
  func links() throws {
    try folder.write("target/a", "123")
    try folder.write("tree/b", "1")
    for (name, target) in [("tree/file", "../target/a"), ("tree/folder", "../target"), ("tree/nothing", "gone"), ("tree/round", ".")] {
      try FileManager.default.createSymbolicLink(atPath: "\(folder.path)/\(name)", withDestinationPath: target)
    }
    #expect(try found(folder.path + "/tree") == ["tree/b": 1, "tree/file": 3])
    try FileManager.default.createSymbolicLink(atPath: "\(folder.path)/named", withDestinationPath: "target")
    #expect(try found(folder.path + "/named") == ["named/a": 3])
  }

  @Test("an empty folder holds nothing")
  func empty() throws { #expect(try found(folder.path).isEmpty) }
}
