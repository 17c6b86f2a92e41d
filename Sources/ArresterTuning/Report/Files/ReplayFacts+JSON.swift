import Arrester
import ArresterBase
import ArresterEngine
import ArresterEvents

extension ReplayFacts {
  /// The same facts as the page, as one object. Principals are all that were kept; what a bound left out is under `cut`.
  public var json: JSONText {
    var json = JSONText(capacity: 1024 * 1024)
    json.object { json in
      json.field("format", "arrester-report/1")
      writePartial(&json)
      writeRun(&json)
      json.key("summary")
      json.raw(summary.json.bytes)
      json.key("limits")
      json.object { json in for kind in kinds { writeLimits(kind, &json) } }
      json.key("stories")
      json.array { json in for story in stories { write(story, &json) } }
      json.key("principals")
      json.array { json in for facts in principals { write(facts, &json) } }
      json.key("distributions")
      json.array { json in for distribution in distributions { write(distribution, &json) } }
      writeCoverage(&json)
    }
    return json
  }

  private func writePartial(_ json: inout JSONText) {
    json.field("partial", interruption != nil)
    guard let interruption else { return }
    json.field("readBytes", interruption.readBytes)
    if let time = interruption.judgedUpTo { json.field("judgedUpTo", Timestamp.format(time)) }
    json.field("words", interruption.words(of: run.bytes))
  }

  private func writeRun(_ json: inout JSONText) {
    json.key("run")
    json.object { json in
      json.field("command", run.command)
      json.field("arrester", run.version)
      json.field("model", run.modelName)
      json.field("modelPath", run.modelPath)
      json.field("modelHash", summary.model)
      json.field("inputs", run.inputs)
      json.field("files", run.files)
      json.field("bytes", run.bytes)
      json.field("kinds", run.kinds)
    }
  }

  private func writeLimits(_ kind: PrincipalKind, _ json: inout JSONText) {
    json.key(kind.name)
    json.array { json in
      for limit in limits[kind] {
        json.object { json in
          json.field("signal", limit.signal.name)
          json.field("windowSeconds", windows[limit.window].seconds)
          json.field("soft", limit.soft)
          json.field("hard", limit.hard)
        }
      }
    }
  }

  private func write(_ story: TripStory, _ json: inout JSONText) {
    json.object { json in
      json.key("verdict")
      story.verdict.write(to: &json)
      json.key("restoresAt")
      if let time = story.restoresAt { json.value(Timestamp.format(time)) } else { json.null() }
      json.field("destroyedBefore", story.destroyedBefore)
      json.field("destroyedAfter", story.destroyedAfter)
      json.field("changesAfter", story.changesAfter)
      json.field("failedAfter", story.failedAfter)
      json.field("hidden", story.hidden)
      json.key("destroyedLater")
      json.array { json in for resource in story.saved { resource.writeReported(to: &json) } }
      json.key("timeline")
      json.array { json in for change in story.before + story.after { write(change, story, &json) } }
    }
  }

  private func write(_ change: StoryChange, _ story: TripStory, _ json: inout JSONText) {
    json.object { json in
      json.field("time", Timestamp.format(change.time))
      json.field("region", story.region(of: change))
      json.field("effect", change.effect.name)
      json.field("failed", change.isFailed)
      json.field("destroyed", Int(change.destroyed))
      json.field("softShare", Double(change.softShare))
      json.field("hardShare", Double(change.hardShare))
    }
  }

  private func write(_ facts: PrincipalFacts, _ json: inout JSONText) {
    json.object { json in
      json.field("principal", facts.key.principal)
      json.field("platform", facts.key.platform.name)
      json.field("scope", facts.key.homeScope)
      json.field("kind", facts.key.kind.name)
      for (name, count) in facts.counts { json.field(name, count) }
      json.field("first", Timestamp.format(facts.first))
      json.field("last", Timestamp.format(facts.last))
      json.field("nearest", Double(facts.nearest))
      json.key("maxima")
      json.array { json in
        for limit in limits[facts.key.kind] {
          json.object { json in
            json.field("signal", limit.signal.name)
            json.field("windowSeconds", windows[limit.window].seconds)
            json.field("maximum", facts.maximum(limit.signal, window: limit.window))
            json.field("softShare", share(facts, of: limit, isHard: false))
            json.field("hardShare", share(facts, of: limit, isHard: true))
          }
        }
      }
    }
  }

  private func write(_ distribution: Distribution, _ json: inout JSONText) {
    json.object { json in
      json.field("kind", distribution.kind.name)
      json.field("signal", distribution.signal.name)
      json.field("windowSeconds", windows[distribution.window].seconds)
      json.field("principals", distribution.maxima.count)
      for (name, share) in Distribution.shares { json.field(name, distribution.maximum(atShare: share)) }
      json.field("changes", distribution.changes.total)
      for (name, share) in Distribution.shares { json.field("changes" + name.capitalized, distribution.changes.quantile(share)) }
    }
  }

  private func writeCoverage(_ json: inout JSONText) {
    json.key("deadLetterPlaces")
    json.object { json in
      for (reason, places) in deadLetterPlaces.sorted(by: { $0.key.rawValue < $1.key.rawValue }) { json.field(reason.rawValue, places) }
    }
    json.field("cut", cutWords)
  }
}

extension JSONText {
  /// null where there is none.
  mutating func field(_ name: String, _ value: Double?) {
    key(name)
    if let value { self.value(value) } else { null() }
  }
}

extension EvidenceResource {
  fileprivate func writeReported(to json: inout JSONText) {
    json.object { json in
      json.field("id", identifier)
      json.field("action", action)
      json.field("effect", effect.name)
      json.field("time", Timestamp.format(time))
      json.field("region", region)
      json.field("severity", severity)
      json.field("reversible", isReversible)
    }
  }
}
