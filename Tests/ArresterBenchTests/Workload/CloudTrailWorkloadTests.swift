import Arrester
import ArresterBase
import ArresterEvents
import Foundation
import Testing

@testable import ArresterBench

@Suite("Generated CloudTrail records")
struct CloudTrailWorkloadTests {
  private static func lines(_ shape: WorkloadShape, count: Int) -> [[UInt8]] {
    var workload = CloudTrailWorkload(shape)
    return (0..<count).map { _ in
      var bytes: [UInt8] = []
      workload.next().append(to: &bytes)
      return bytes
    }
  }

  @Test("are the same for the same seed, and others for another")
  func seedsDecide() {
    var other = WorkloadShape()
    other.seed = 2
    #expect(Self.lines(WorkloadShape(), count: 500) == Self.lines(WorkloadShape(), count: 500))
    #expect(Self.lines(WorkloadShape(), count: 50) != Self.lines(other, count: 50))
  }

  @Test("are JSON of about 1.2 kB")
  func sizeAndSyntax() throws {
    let lines = Self.lines(WorkloadShape(), count: 2000)
    for line in lines { _ = try JSONSerialization.jsonObject(with: Data(line)) }
    let mean = Double(lines.map(\.count).reduce(0, +)) / Double(lines.count)
    #expect((1100...1300).contains(mean), "\(mean) bytes")
  }

  @Test("decode to events in the shares that were asked for, by the principal whose ARN keys them")
  func mix() throws {
    var shape = WorkloadShape()
    shape.failedShare = 0
    shape.destructiveShare = 0.1
    var workload = CloudTrailWorkload(shape)
    let decoder = RecordDecoder(model: try TestModel.shared.get().events)
    var effects: [Effect: Int] = [:]
    var kinds: Set<PrincipalKind> = []
    let count = 20_000
    for _ in 0..<count {
      let record = workload.next()
      var bytes: [UInt8] = []
      record.append(to: &bytes)
      bytes.withUnsafeBytes { bytes in
        switch decoder.decode(bytes) {
        case .read: effects[.read, default: 0] += 1
        case .change(let frame):
          effects[frame.header.pointee.effect, default: 0] += 1
          kinds.insert(frame.header.pointee.kind)
          #expect(frame.header.pointee.resourceCount == 1 && !frame.header.pointee.flags.contains(.unknownAction), "\(frame.action.text)")
        default: Issue.record("no event: \(String(decoding: bytes, as: UTF8.self))")
        }
      }
      #expect(decoder.lastPrincipal.bytes.elementsEqual(record.principal.arn.utf8))
    }
    let changes = count - effects[.read, default: 0]
    #expect(abs(Double(changes) / Double(count) - 0.4) < 0.02)
    #expect(abs(Double(effects[.delete, default: 0]) / Double(changes) - 0.1) < 0.02)
    #expect(abs(Double(effects[.create, default: 0]) / Double(changes) - 0.15) < 0.02)
    #expect(kinds == Set(PrincipalKind.allCases), "\(kinds)")
  }

  @Test("late ones are up to ten minutes behind, the others in order")
  func lateness() {
    var shape = WorkloadShape()
    shape.lateShare = 0.1
    var workload = CloudTrailWorkload(shape)
    let newest = CloudTrailWorkload.firstTime + 1000 * Timestamp.nanosecondsPerSecond
    let behind = (0..<10_000).map { _ in (newest - workload.next(at: newest).time) / Timestamp.nanosecondsPerSecond }
    #expect(abs(Double(behind.count { $0 > 0 }) / 10_000 - 0.1) < 0.02)
    #expect(behind.allSatisfy { (0..<600).contains($0) })
  }

  @Test("a skew of 0 makes principals alike, and 0.99 a few of them busy")
  func skew() {
    for (skew, expected) in [(0.0, 0.001...0.03), (0.99, 0.1...0.3)] {
      var random = SplitMix(seed: 7)
      let zipf = Zipf(count: 100, exponent: skew)
      let share = Double((0..<10_000).count { _ in zipf.draw(&random) == 0 }) / 10_000
      #expect(expected.contains(share), "skew \(skew): \(share)")
    }
  }
}
