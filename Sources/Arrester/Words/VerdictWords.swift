import ArresterBase
import ArresterEngine

/// A verdict in words, as the command line, logs and the demo say it.
public enum VerdictWords {
  /// "destroyed 5 in 5 min (limit 5), destructive ratio 0.65 in 5 min (limit 0.3)".
  public static func reasons(_ verdict: Verdict) -> String {
    switch verdict.rule {
    case .oneStrike: return "one strike: \(verdict.action)"
    case .tampering: return "touched what belongs to the breaker: \(verdict.action)"
    default: return verdict.signals.map(observation).joined(separator: ", ")
    }
  }

  public static func observation(_ signal: SignalObservation) -> String {
    let observed = JSONText.decimal(signal.observed, 2)
    let limit = JSONText.decimal(signal.threshold, 2)
    let planned = signal.isPlanned ? "planned " : ""
    return "\(planned)\(name(signal.signal)) \(observed) in \(window(signal.windowSeconds)) (limit \(limit))"
  }

  /// A signal for people: "deleted and created again".
  public static func name(_ signal: Signal) -> String {
    switch signal {
    case .velocity: "changes"
    case .destroyed: "destroyed"
    case .severity: "severity"
    case .destructiveRatio: "destructive ratio"
    case .spreadRegions: "regions"
    case .spreadScopes: "accounts"
    case .recreated: "deleted and created again"
    case .permissions: "permission changes"
    case .pressure: "failed changes"
    }
  }

  /// `5 min`, `1 h`, `90 s`.
  public static func window(_ seconds: Int) -> String {
    if seconds % 3600 == 0 { return "\(seconds / 3600) h" }
    return seconds % 60 == 0 ? "\(seconds / 60) min" : "\(seconds) s"
  }
}
