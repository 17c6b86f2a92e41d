import CRDKafka

extension KafkaConsumer {
  /// Tells the delegate what came with the last batch.
  func deliverEvents() throws(KafkaError) {
    for notice in intake.takeNotices() {
      switch notice {
      case .end(let slot, let offset): delegate?.consumer(self, met: .end(partitions[slot], offset: offset))
      case .outOfRange(let slot): outOfRange.insert(slot)
      case .error(let error): try report(error)
      }
    }
    handle.serveLog()
    for error in handle.context.takeErrors() { try report(error) }
    if !outOfRange.isEmpty { reposition() }
  }

  private func report(_ error: KafkaError) throws(KafkaError) {
    if error.isFatal { throw KafkaError(fatalOf: handle.native, "consume as group \(membership.group)") ?? error }
    delegate?.consumer(self, met: .error(error))
  }

  /// The log does not hold the next offset of some partitions: goes on where it begins (or, truncated, where it ends), and says so.
  /// Tried again at the next poll where no broker answers.
  private func reposition() {
    let paused = intake.assigned.paused
    var gaps: [KafkaConsumerEvent] = []
    do throws(KafkaError) {
      for slot in outOfRange.sorted() {
        let partition = partitions[slot]
        let expected = intake.assigned.nextOffsets[slot]
        let limits = try watermarks(partition, timeoutMilliseconds: 5000)
        let resumed = min(max(expected, limits.low), limits.high)
        guard resumed != expected else { continue }
        intake.assigned.move(slot: slot, to: resumed)
        gaps.append(.gap(partition, expected: expected, resumedAt: resumed))
      }
      // A partition whose fetching has stopped cannot be sought in: the whole assignment is given anew.
      try install(positions)
      try pause(paused.map { partitions[$0] })
    } catch {
      gaps.append(.error(error))
    }
    for gap in gaps { delegate?.consumer(self, met: gap) }
  }
}
