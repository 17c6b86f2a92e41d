import ArresterBase
import ArresterBreaker
import ArresterKafka

/// The audit log's part of each commit.
extension StreamService {
  /// nil under `--until-end`.
  static func makeAudit(
    _ options: ServiceOptions, _ settings: ArresterKafka.KafkaSettings, startedAt wallTime: Int64
  ) throws -> AuditTrail? {
    guard !options.isUntilEnd else { return nil }
    let chain = try options.auditSettings()
    // An instance without a name of its own has no chain before this one.
    guard let instance = options.configuration.kafka.instance else {
      return AuditTrail(instance: ProcessIdentity.name, startedAt: wallTime, chain)
    }
    let tails = try AuditTopic.tails(settings, topic: options.configuration.output.audit)
    return AuditTrail(instance: instance, startedAt: wallTime, continuing: tails.tail(ofInstance: instance), chain)
  }

  /// Who began when, with what.
  func noteStart() {
    guard let audit else { return }
    if options.configuration.audit.signingKey == nil {
      log.warning("the heads of the audit log are not signed: set audit.signingKey, as `arrester audit keygen` makes one")
    }
    noteSpooled()
    let mode = options.configuration.mode.canEnforce ? "enforce" : "shadow"
    for action in [AuditAction.instanceStarted, .configurationLoaded] {
      audit.note(
        AuditEntry(
          .result, action, by: .instance(audit.instance), at: clock.now(), outcome: .success,
          detail: "version \(ArresterVersion.text), model \(options.model.identifier), mode \(mode)"))
    }
  }

  /// What a run before was about to do, and could not put on record.
  private func noteSpooled() {
    guard let spool, let audit else { return }
    for entry in spool.left { audit.note(entry) }
    guard !spool.left.isEmpty || spool.unreadable > 0 else { return }
    log.warning(
      "intents of a run before are told now", ["count": .number(spool.left.count), "unreadable": .number(spool.unreadable)])
  }

  func noteStop() {
    guard let audit else { return }
    audit.note(AuditEntry(.result, .instanceStopped, by: .instance(audit.instance), at: clock.now(), outcome: .success))
  }

  /// What the next transaction writes of it. Where it cannot be signed it waits, and somebody is called.
  func takeAudit() -> AuditTrail.Step? {
    guard let audit else { return nil }
    do { return try audit.take(at: clock.now(), isLast: isLeaving) } catch {
      tallies.pages.count(.auditUnsigned)
      log.page(.auditUnsigned, at: .error, ["reason": "the audit log cannot be signed: its records wait", "detail": .text("\(error)")])
      return nil
    }
  }

  /// It is in Kafka. Heads go into the log as well, so that a dropped tail or a rewrite of the topic shows there.
  func keepAudit(_ step: AuditTrail.Step) {
    audit?.keep(step)
    for head in step.heads { log.info(AuditHead.logMessage, head.logFields) }
    do throws(AuditFileError) { try auditFile?.append(step.records) } catch {
      tallies.pages.count(.auditCopyFailed)
      log.page(.auditCopyFailed, at: .error, ["reason": "the audit log's local copy takes nothing", "detail": .text("\(error)")])
    }
  }
}
