/// Why a text is not the JSON that was expected.
public enum JSONFault: UInt8, Error, Sendable {
  case empty
  case syntax
  case truncated
  case invalidUTF8
  case tooDeep
  case outOfMemory
}
