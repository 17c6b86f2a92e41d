import Arrester
import ArresterEngine
import ArresterEvents

/// Handing a frame to a shard's own thread through its ring. The events are of a service, which is not judged: what is left
/// is the ring. An iteration is a frame; elapsed time, since two threads work.
enum RingBenchmarks {
  private static let batch = 4096

  static func all(_ model: Model) -> [Benchmark] {
    [
      Benchmark("ring/hop", isRealTime: true) { state in
        let shards = ShardSet(model: model.engine, count: 2)
        let builder = EventFrameBuilder()
        let frame = builder.frame(of: SampleEvents.change(kind: .service))
        let iterations = state.measure(batch: batch) {
          for _ in 0..<batch { shards.process(frame, watermark: frame.header.pointee.time, isTooLate: false) }
          return 0
        }
        _ = shards.finish()
        // The frame is a view of the builder's memory.
        withExtendedLifetime(builder) { state.reportBytes(iterations * frame.totalLength) }
      }
    ]
  }
}
