import Glibc

/// Everything in a folder, as deep as it goes, with sizes: of tens of thousands of files it asks the system once each.
enum FolderWalk {
  /// Files, and links to them, but for what a dot hides; links to folders are not followed.
  /// - Returns: paths below `folder`, in no order.
  /// - Throws: `InputError` for a folder that cannot be listed.
  static func files(in folder: String) throws(InputError) -> [InputFiles.File] {
    var files: [InputFiles.File] = []
    var folders = [folder]
    while let folder = folders.popLast() {
      let prefix = folder.hasSuffix("/") ? folder : folder + "/"
      for entry in try entries(of: folder) {
        let path = prefix + entry.name
        if entry.isFolder {
          folders.append(path)
        } else if let bytes = size(of: path) {
          files.append(InputFiles.File(path: path, bytes: bytes))
        }
      }
    }
    return files
  }

  private struct Entry {
    var name: String
    /// Itself, not what it links to.
    var isFolder: Bool
  }

  private static func entries(of folder: String) throws(InputError) -> [Entry] {
    guard let handle = opendir(folder) else {
      throw InputError(path: folder, reason: "the folder cannot be listed: \(String(cString: strerror(errno)))")
    }
    defer { closedir(handle) }
    var entries: [Entry] = []
    while let entry = readdir(handle) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { UnsafeRawPointer($0).assumingMemoryBound(to: CChar.self) }
      guard name.pointee != CChar(bitPattern: UInt8(ascii: ".")) else { continue }
      let text = String(cString: name)
      entries.append(Entry(name: text, isFolder: isFolder(entry.pointee.d_type, "\(folder)/\(text)")))
    }
    return entries
  }

  /// Some file systems do not say it in the listing.
  private static func isFolder(_ type: UInt8, _ path: String) -> Bool {
    guard type == UInt8(DT_UNKNOWN) else { return type == UInt8(DT_DIR) }
    var status = stat()
    return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// Of a file, or of what a link leads to; nil for a link to a folder or to nothing.
  private static func size(of path: String) -> Int? {
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT != S_IFDIR else { return nil }
    return Int(status.st_size)
  }
}
