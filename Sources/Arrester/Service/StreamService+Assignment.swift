import ArresterBase
import ArresterBreaker
import ArresterConfiguration
import ArresterEngine
import ArresterEvents
import ArresterKafka

extension StreamService: KafkaConsumerDelegate {
  /// A lane for each partition, begun at its rewind offset so that its windows come back as they were.
  public func consumer(_ consumer: KafkaConsumer, assigned partitions: [CommittedOffset]) -> [KafkaStart] {
    isAssigned = true
    membership = consumer.groupMetadata
    hasLostMembership = false
    retireLanes()
    learnOwnership(consumer, partitions.map(\.partition))
    readBoardForAssignment()
    keepPosture()
    readBaselines(partitions)
    followAnew()
    orderAnew()
    plan()
    var starts: [KafkaStart] = []
    // Of all lanes: what one learns of actions, callers and shapes the others need not, and it stays in the core's caches.
    let decoder = RecordDecoder(model: options.model.events)
    for committed in partitions {
      let start = laneStart(consumer, committed)
      let lane = PartitionLane(committed.partition, model: options.model, start: start, clock: clock, decoder: decoder)
      connect(lane)
      connectBaselines(lane, start.watermarks)
      lanes.append(lane)
      starts.append(.offset(start.offset))
      log.info(
        "assigned",
        ["partition": .text("\(committed.partition)"), "from": .number(Int(start.offset)), "judgedUpTo": .number(Int(start.warmUpEnd))])
    }
    return starts
  }

  /// What ran when the partitions were lost may have been committed all the same: the chain goes on from there. Its orders are another's.
  private func settleLost() {
    guard case .success = committer.wait(), var batch = inFlight else { return }
    batch.orders = []
    finish(batch)
  }

  public func consumer(_ consumer: KafkaConsumer, revoked partitions: [TopicPartition], isLost: Bool) {
    log.info("revoked", ["partitions": .number(partitions.count), "lost": .flag(isLost)])
    if isLost { settleLost() } else { handOver() }
    isAssigned = false
    membership = nil
    owner.assign([])
    forgetOrders()
    forgetUncommitted()
    retireLanes()
  }

  public func consumer(_ consumer: KafkaConsumer, met event: KafkaConsumerEvent) {
    switch event {
    case .end(let partition, let offset): lanes.first { $0?.partition == partition }??.reachEnd(at: offset)
    case .gap(let partition, let expected, let resumedAt): tellLost(partition, from: expected, to: resumedAt)
    case .error(let error) where error.isUnauthorized: log.error("kafka", ["detail": .text("\(error)")])
    case .error(let error): log.warning("kafka", ["detail": .text("\(error)")])
    }
  }

  /// What nobody has judged is gone.
  private func tellLost(_ partition: TopicPartition, from expected: Int64, to resumedAt: Int64) {
    tallies.pages.count(.recordsLost)
    log.page(
      .recordsLost,
      [
        "reason": "records are gone: retention or truncation took them before they were read", "partition": .text("\(partition)"),
        "expected": .number(Int(expected)), "resumedAt": .number(Int(resumedAt)),
      ])
  }

  func connect(_ lane: PartitionLane) {
    guard let board else { return }
    connectWatching(lane)
    lane.shard.setPlans(plans)
    lane.shard.recordedLatch = { [unowned board] key in board.latch(for: key) }
    let policy = ports.policy
    lane.shard.restoration = { key in policy.mode(for: BreakerKey(key)) == .enforce ? .never : .atEndOfHold }
  }

  private func laneStart(_ consumer: KafkaConsumer, _ committed: CommittedOffset) -> PartitionLane.Start {
    let end = boundedEnd(consumer, committed.partition)
    guard let offset = committed.offset else {
      let first = firstOffset(consumer, committed.partition)
      return PartitionLane.Start(offset: first, warmUpEnd: first, watermarks: [:], end: end)
    }
    let rewind = committed.metadata.flatMap { RewindPoint(text: $0) } ?? RewindPoint(offset: offset)
    let low = (try? consumer.watermarks(committed.partition).low) ?? rewind.offset
    if low > rewind.offset {
      tallies.pages.count(.windowsLost)
      log.page(
        .windowsLost,
        [
          "reason": "retention took records that windows depend on: they are rebuilt from what is left",
          "partition": .text("\(committed.partition)"), "needed": .number(Int(rewind.offset)), "first": .number(Int(low)),
        ])
    }
    if low > offset { tellLost(committed.partition, from: offset, to: low) }
    let start = min(offset, max(low, rewind.offset))
    return PartitionLane.Start(
      offset: max(start, low), warmUpEnd: offset, watermarks: rewind.watermarks, end: end,
      committed: PartitionOffset(committed.partition, offset: offset, metadata: committed.metadata))
  }

  /// Where a group begins that has committed nothing.
  private func firstOffset(_ consumer: KafkaConsumer, _ partition: TopicPartition) -> Int64 {
    do throws(KafkaError) {
      let limits = try consumer.watermarks(partition)
      let back: Int64
      switch options.isUntilEnd ? StartAt.earliest : options.configuration.kafka.startAt {
      case .earliest: return limits.low
      case .latest: return limits.high
      case .longestWindow: back = options.longestDependence
      case .back(let nanoseconds): back = nanoseconds
      }
      return try consumer.offsets(for: [partition], at: max(0, clock.now() - back)).first.flatMap(\.self) ?? limits.high
    } catch {
      log.error(
        "cannot look up where to begin: beginning at the earliest",
        ["partition": .text("\(partition)"), "detail": .text("\(error)")])
      return 0
    }
  }

  /// Where bounded reading stops. An end that cannot be learnt is no empty partition: the next round throws why.
  private func boundedEnd(_ consumer: KafkaConsumer, _ partition: TopicPartition) -> Int64? {
    guard options.isUntilEnd else { return nil }
    if let known = ends[partition] { return known }
    for attempt in 1...StreamService.lookups {
      do throws(KafkaError) {
        let end = try consumer.watermarks(partition).high
        ends[partition] = end
        return end
      } catch {
        log.warning("cannot look up where a partition ends", ["partition": .text("\(partition)"), "detail": .text("\(error)")])
        if attempt == StreamService.lookups { assignmentFailure = error }
      }
    }
    return nil
  }

  private static let lookups = 3

  private func learnOwnership(_ consumer: KafkaConsumer, _ partitions: [TopicPartition]) {
    do throws(KafkaError) { owner.partitionCount = try consumer.partitions(of: owner.topic).count } catch {
      log.warning("cannot count the partitions of a topic: going on with the known number", ["detail": .text("\(error)")])
    }
    owner.assign(partitions)
  }

  /// Before partitions go: what is decided is committed, so that the next owner need not decide it again.
  private func handOver() {
    do throws(KafkaError) { try commitBeforeHandOver() } catch {
      log.warning("partitions were given away before their last commit: their next owner decides again", ["detail": .text("\(error)")])
    }
  }

  private func retireLanes() {
    for lane in lanes { if let lane { finished.add(lane) } }
    lanes.removeAll()
    watched.removeAll()
  }
}

/// Counters of lanes.
struct LaneTotals {
  var intake = IntakeCounters()
  var admission = AdmissionCounters()
  var shards = ShardCounters()
  var evictedAtLimit = 0
  var principals = 0

  mutating func add(_ lane: PartitionLane) {
    intake = intake + lane.intake.counters
    admission = admission + lane.intake.admission.counters
    shards = shards + lane.shard.counters
    evictedAtLimit += lane.shard.evictedAtLimit
    principals += lane.intake.principalCount
  }
}
