import Arrester
import ArresterEngine

/// Writing a trip with its evidence. An iteration is a verdict.
enum OutputBenchmarks {
  static func all(_ model: Model) -> [Benchmark] {
    [
      Benchmark("output/verdict as JSON") { state in
        guard let trip = SampleEvents.trip(model.engine) else { return state.fail("an agent that deletes everything did not trip") }
        state.measure(batch: 1) { UInt64(trip.jsonLine.utf8.count) }
        state.report("bytes", Double(trip.jsonLine.utf8.count))
      }
    ]
  }
}
