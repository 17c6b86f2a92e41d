/// Where the bytes of one file come from.
protocol ByteSource: AnyObject {
  /// Bytes read from the file so far, compressed ones as they are.
  var consumedBytes: Int { get }
  /// Writes the next bytes into `room`, which is `ByteStream.chunkBytes` long.
  func next(into room: UnsafeMutableRawBufferPointer) -> ByteStream.Chunk
  /// Waits for bytes, but not for long: false where there are none yet.
  func isReady() -> Bool
}
