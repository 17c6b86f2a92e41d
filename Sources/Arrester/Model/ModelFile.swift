import ArresterEvents
import Foundation

/// A threshold model as it stands in its file (`models/default.json`).
struct ModelFile: Decodable {
  var format: String
  var name: String
  var version: String
  var made: String
  var tables: Tables
  var windows: [Window]
  var latenessSeconds: [String: Int]
  var futureSeconds: Int
  var ratioZ: Double
  var confirmed: Confirmed
  var ratioWarningMinimumDestroyed: Int
  var hold: Hold
  var response: [String: String]
  var limits: [String: [Limit]]
  var severityMinimumWeight: Int
  var baseline: Baseline?
  var kinds: Kinds
  var oneStrike: [ClassificationLists.OneStrike]
  var statefulTypes: [String]
  var disposable: [String]
  var fanOutServices: [String]
  var globalServices: [String]
  var globalEndpointServices: [String: String]
  var protected: [String]
  var breaker: Breaker
  var bounds: Bounds

  struct Tables: Decodable {
    var accessLevels: String
    var actions: String
    var parameters: String
    var resources: String
    var kubernetes: String
  }

  struct Window: Decodable {
    var seconds: Int
    var bucketSeconds: Int
  }

  struct Confirmed: Decodable {
    var minimumChanges: Int
    var minimumDestroyed: Int
  }

  struct Hold: Decodable {
    var firstSeconds: Int
    var maximumSeconds: Int
  }

  struct Limit: Decodable {
    var signal: String
    var windowSeconds: Int
    var hard: Double?
    var soft: Double?
    var fixed: Bool?
  }

  struct Baseline: Decodable {
    var bucketSeconds: Int
    var alpha: Double
    var minimumBuckets: Int
    var mostFactor: Double
    var priors: [String: Prior]?

    struct Prior: Decodable {
      var mean: Double
      var variance: Double
    }
  }

  struct Kinds: Decodable {
    var rules: [Rule]
    var raiseToAgent: Raise

    struct Rule: Decodable {
      var platform: String?
      var principal: String?
      var session: String?
      var sessionForced: Bool?
      var kind: PrincipalKind
      var reason: String
    }

    struct Raise: Decodable {
      var sessions: [String]
      var userAgents: [String]
      var invokedBy: [String]
    }
  }

  struct Breaker: Decodable {
    var resources: [String]
    var services: [String]
    var identities: [String]
  }

  struct Bounds: Decodable {
    var principals: Int
    var sessionsPerPrincipal: Int
    var resourcesPerBucket: Int
    var createsPerPrincipal: Int
    var latches: Int
    var baselines: Int?
    var rememberedIdentifiers: Int
    var regionsPerPrincipal: Int
    var recordBytes: Int
  }
}
