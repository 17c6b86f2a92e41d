import ArresterBase
import ArresterEngine

/// What a tuning found, for scripts: one object.
public struct TuneJSON {
  private let tuning: Tuning

  public init(_ tuning: Tuning) { self.tuning = tuning }

  public var text: String {
    var json = JSONText(capacity: 65_536)
    json.object { json in
      json.field("events", tuning.counters.events)
      writeTimes(&json)
      json.field("settings", tuning.outcomes.count)
      json.field("traceSeconds", tuning.traceSeconds, decimals: 3)
      json.field("sweepSeconds", tuning.sweepSeconds, decimals: 3)
      json.field("notes", TuneNotes.of(tuning))
      json.key("cases")
      json.array { json in
        for harmful in tuning.cases {
          json.object { json in
            json.field("name", harmful.name)
            json.field("destroyed", harmful.destroyed)
          }
        }
      }
      json.key("current")
      write(tuning.current, &json)
      json.key("recommended")
      if let recommended = tuning.recommended { write(recommended, &json) } else { json.null() }
      json.key("front")
      json.array { json in for outcome in tuning.front { write(outcome, &json) } }
      json.key("sensitivities")
      json.array { json in for sensitivity in tuning.sensitivities { write(sensitivity, &json) } }
      json.key("changes")
      json.array { json in for fate in tuning.fates { write(fate, &json) } }
    }
    return json.text
  }

  private func writeTimes(_ json: inout JSONText) {
    for (name, time) in [
      ("firstEventTime", tuning.range?.lowerBound), ("lastEventTime", tuning.range?.upperBound),
      ("fittedUntil", tuning.range.map { _ in tuning.split }),
    ] {
      json.key(name)
      if let time { json.value(Timestamp.format(time)) } else { json.null() }
    }
  }

  private func write(_ outcome: SettingOutcome, _ json: inout JSONText) {
    json.object { json in
      json.key("changed")
      json.array { json in
        for change in outcome.setting.changes {
          json.object { json in
            json.field("limit", tuning.swept[change.swept].name)
            json.field("was", tuning.swept[change.swept].current)
            json.field("is", change.value)
          }
        }
      }
      for (name, tally) in [("fitted", outcome.fitted), ("judged", outcome.judged), ("all", outcome.all)] {
        json.key(name)
        write(tally, &json)
      }
    }
  }

  private func write(_ tally: Tally, _ json: inout JSONText) {
    json.object { json in
      json.field("harmful", tally.harmful)
      json.field("detected", tally.detected)
      json.field("missed", tally.missed)
      json.field("rightTrips", tally.rightTrips)
      json.field("wrongTrips", tally.wrongTrips)
      json.field("unknownTrips", tally.unknownTrips)
      json.field("principalDays", tally.principalDays)
      json.field("days", tally.days)
      json.field("wrongTripsPerDay", tally.wrongTripsPerDay)
      write("wrongTripsPerThousandPrincipalDays", tally.wrongTripRate, &json)
      write("low95", tally.wrongTripRateInterval?.lowerBound, &json)
      write("high95", tally.wrongTripRateInterval?.upperBound, &json)
      json.field("blast", tally.blast)
      json.field("medianBlast", tally.medianBlast)
      json.key("blasts")
      json.array { json in for blast in tally.blasts { json.value(blast) } }
      json.field("warnings", tally.warnings)
      json.field("warningsPerDay", tally.warningsPerDay)
    }
  }

  private func write(_ name: String, _ value: Double?, _ json: inout JSONText) {
    json.key(name)
    if let value { json.value(value) } else { json.null() }
  }

  private func write(_ sensitivity: Sweep.Sensitivity, _ json: inout JSONText) {
    json.object { json in
      json.field("limit", tuning.swept[sensitivity.swept].name)
      json.field("current", tuning.swept[sensitivity.swept].current)
      json.key("tried")
      json.array { json in
        for entry in sensitivity.outcomes {
          json.object { json in
            json.field("value", entry.value)
            json.field("wrongTrips", entry.outcome.fitted.wrongTrips)
            json.field("blast", entry.outcome.fitted.blast)
            json.field("missed", entry.outcome.fitted.missed)
            json.field("warnings", entry.outcome.fitted.warnings)
          }
        }
      }
    }
  }

  private func write(_ fate: ChangedFate, _ json: inout JSONText) {
    json.object { json in
      json.field("principal", fate.principal)
      json.field("change", fate.direction.rawValue)
      json.field("label", fate.judgement.rawValue)
      write("now", fate.now, &json)
      write("then", fate.then, &json)
    }
  }

  private func write(_ name: String, _ trip: (time: Int64, rule: Rule)?, _ json: inout JSONText) {
    json.key(name)
    guard let trip else { return json.null() }
    json.object { json in
      json.field("time", Timestamp.format(trip.time))
      json.field("rule", trip.rule.name)
    }
  }
}
