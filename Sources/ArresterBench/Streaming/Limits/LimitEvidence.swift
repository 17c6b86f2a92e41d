/// What was seen while a rate was not sustained, or at the highest that was tried.
struct LimitEvidence: Equatable, Sendable {
  var rate = 0
  var growth = LagGrowth()
  /// What lay in the queues at the end, events; negative ones, which only rounding gives, are 0.
  var sendingBacklog = 0
  var acknowledgingBacklog = 0
  var takingBacklog = 0
  var cores = 1
  /// Of all cores, 0 to 1.
  var machineBusyShare = 0.0
  /// Cores' worth that this process used.
  var processCores = 0.0
  /// Shares of one core, 0 to 1, by thread.
  var producerShare = 0.0
  /// Of librdkafka's busiest thread that talks to a broker.
  var clientShare = 0.0
  /// nil: the service runs elsewhere.
  var service: Service?
  /// Of the busiest network interface whose speed is known.
  var networkShare: Double?
  var networkName = ""
  /// Brokers share this machine's cores.
  var isBrokerLocal = false

  /// The service's thread.
  struct Service: Equatable, Sendable {
    var cpuShare = 0.0
    /// Ready to run, with no core free.
    var waitingShare = 0.0
    /// In transactions.
    var committingShare = 0.0
    /// On the verdicts of rounds: the board, the caps, the decision table.
    var decidingShare = 0.0
    var eventsPerSecond = 0.0
    var costs = EventCosts(decodeNanoseconds: 0, scoreNanoseconds: 0)
  }
}
