/// A dotted path of keys, compared without regard to case.
///
/// Immutable, and in memory of its own: following it takes no reference to anything.
final class ParameterPath: @unchecked Sendable {
  /// Each step in lower case.
  let steps: UnsafeBufferPointer<UnsafeRawBufferPointer>
  /// As the table spells it.
  let text: String
  /// Whether it begins in the request, not in the response.
  let isRequest: Bool

  init(_ text: String) {
    self.text = text
    let words = text.split(separator: ".").map { $0.lowercased() }
    isRequest = words.first == "request"
    let steps = UnsafeMutableBufferPointer<UnsafeRawBufferPointer>.allocate(capacity: words.count)
    for (index, word) in words.enumerated() {
      let step = UnsafeMutableRawBufferPointer.allocate(byteCount: word.utf8.count, alignment: 1)
      step.copyBytes(from: word.utf8)
      steps.initializeElement(at: index, to: UnsafeRawBufferPointer(step))
    }
    self.steps = UnsafeBufferPointer(steps)
  }

  deinit {
    for step in steps { step.deallocate() }
    steps.deallocate()
  }

  /// The whole of it, inside the parameters of a request.
  var all: Steps { Steps(steps, from: 0, to: steps.count) }

  /// What follows the first step, which says request or response.
  var tail: Steps { Steps(steps, from: 1, to: steps.count) }

  /// `tail` without its last step: where the elements are whose fields it names.
  var parent: Steps { Steps(steps, from: 1, to: steps.count - 1) }

  var lastStep: UnsafeRawBufferPointer { steps.last ?? UnsafeRawBufferPointer(start: nil, count: 0) }

  /// A part of a path. Valid as long as the path is.
  struct Steps {
    private let first: UnsafePointer<UnsafeRawBufferPointer>?
    private let count: Int

    fileprivate init(_ steps: UnsafeBufferPointer<UnsafeRawBufferPointer>, from start: Int, to end: Int) {
      first = steps.baseAddress.map { $0 + min(start, steps.count) }
      count = max(0, end - start)
    }

    private init(first: UnsafePointer<UnsafeRawBufferPointer>?, count: Int) {
      self.first = first
      self.count = count
    }

    var isEmpty: Bool { count == 0 }

    @inline(__always)
    func begins(with key: UnsafeRawBufferPointer) -> Bool { ASCIIText.equalsIgnoringCase(key, first![0]) }

    var rest: Steps { Steps(first: first! + 1, count: count - 1) }
  }
}
