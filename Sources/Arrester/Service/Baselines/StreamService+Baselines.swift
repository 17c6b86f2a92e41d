import ArresterBase
import ArresterEngine
import ArresterEvents
import ArresterKafka

/// What is ordinary for a principal outlives a restart: it is written with the offsets that led to it, and read before lanes begin.
extension StreamService {
  /// Read anew for each assignment: another member may have added to it. Without it limits are the model's own, so nothing waits for it.
  func readBaselines(_ partitions: [CommittedOffset]) {
    shelf = nil
    guard keepsBaselines, let policy = options.model.engine.baseline, !partitions.isEmpty else { return }
    let committed = partitions.compactMap { partition in partition.offset.map { (partition.partition, $0) } }
    var fresh = BaselineShelf(
      committed: Dictionary(committed, uniquingKeysWith: max), bucketSeconds: policy.bucketSeconds,
      limit: options.model.engine.bounds.baselines, seal: records.seal)
    do {
      let topic = options.configuration.output.baselines
      let ends = try StreamService.ends(settings, topic)
      let table = try KafkaTable(settings, topic: topic)
      defer { table.close() }
      let count = try StreamService.read(table, to: ends) { messages in
        for message in messages { fresh.apply(key: message.key, value: message.value) }
      }
      log.info("read the baselines topic", ["records": .number(count), "kept": .number(fresh.count), "leftOut": .number(fresh.leftOut)])
      noteRefused(fresh.refused)
      shelf = fresh
    } catch {
      log.error("the baselines topic cannot be read: baselines begin anew", ["detail": .text("\(error)")])
    }
  }

  private func noteRefused(_ refused: RefusedRecords) {
    guard refused.unsealed + refused.unreadable > 0 else { return }
    tallies.pages.count(.unsealedRecord)
    log.page(
      .unsealedRecord,
      [
        "reason": "records of the baselines topic are not sealed with our key, or cannot be read: they are ignored",
        "unsealed": .number(refused.unsealed), "unreadable": .number(refused.unreadable),
      ])
  }

  /// - Parameter watermarks: in force where the lane begins.
  func connectBaselines(_ lane: PartitionLane, _ watermarks: [Platform: Int64]) {
    guard keepsBaselines, options.model.engine.baseline != nil else { return }
    forgottenBaselines += shelf?.dropIdle(in: lane.partition, watermarks) ?? []
    let partition = lane.partition
    lane.shard.recordedBaseline = { [unowned self] key in shelf?.baseline(of: key, in: partition) }
    lane.keepsLearnt = true
  }

  /// What lanes have learnt since the last commit, as of the offsets that go with it.
  func takeLearnt() -> [BaselineRecord] {
    guard let bucketSeconds = options.model.engine.baseline?.bucketSeconds else { return [] }
    return lanes.flatMap { lane -> [BaselineRecord] in
      guard let lane, !lane.isWarmingUp else { return [] }
      return lane.takeLearnt().map { principal, baseline in
        BaselineRecord(
          principal: principal, input: lane.partition, offset: lane.position, bucketSeconds: bucketSeconds, baseline: baseline)
      }
    }
  }

  func takeForgottenBaselines() -> [[UInt8]] {
    defer { forgottenBaselines.removeAll() }
    return forgottenBaselines
  }
}
