import Synchronization
import Testing

@testable import ArresterBreaker
@testable import ArresterServer

@Suite("What changes, as it is told")
struct ChangeFeedTests {
  @Test("a listener that was away is told what it missed")
  func missed() throws {
    var ring = ChangeRing(epoch: "e", most: 3)
    let start = ring.place
    _ = ring.add("breaker", Array("1".utf8))
    let seen = ring.place
    _ = ring.add("breaker", Array("2".utf8))
    _ = ring.add("trip", Array("3".utf8))
    let missed = try #require(ring.changes(after: seen)).map { String(decoding: $0, as: UTF8.self) }
    #expect(missed == ["id: e-2\nevent: breaker\ndata: 2\n\n", "id: e-3\nevent: trip\ndata: 3\n\n"])
    #expect(ring.changes(after: start)?.count == 3)
    #expect(ring.changes(after: ring.place)?.isEmpty == true)
  }

  @Test("what is not known any more, or never was, is said to be so", arguments: ["e-0", "other-1", "e-9", "e", "", "e--1", "e-x"])
  func gone(place: String) {
    var ring = ChangeRing(epoch: "e", most: 2)
    for number in 0..<4 { _ = ring.add("breaker", Array("\(number)".utf8)) }
    #expect(ring.changes(after: place) == nil)
  }

  @Test("the first look tells how things are, each later one what is new")
  func looks() async throws {
    let people = try PeopleServer()
    var told = ToldChanges()
    people.trip()
    let first = try await told.look(people.port, at: people.clock.now())
    #expect(first.map(\.type) == ["status", "principals"])
    #expect(try await told.look(people.port, at: people.clock.now()).map(\.type) == ["status"])
    people.trip(PeopleServer.key("arn:aws:iam::111122223333:role/other"))
    let third = try await told.look(people.port, at: people.clock.now())
    #expect(third.map(\.type) == ["status", "principals", "breaker"])
    #expect(third.last.map { String(decoding: $0.json, as: UTF8.self) }?.contains("role/other") == true)
  }

  @Test("whoever begins to listen is told to read everything, and then what changes")
  func stream() async throws {
    let feed = ChangeFeed(pauseNanoseconds: 1_000_000) { _ in
      ["status", "trip"].map { ChangeFeed.Change(type: $0, json: Array("{}".utf8), isKept: $0 == "trip") }
    }
    let stream = feed.listen(after: nil)
    var text = ""
    while !text.contains("event: trip") {
      text += ChangeFeedTests.taken(stream)
      await Task.yield()
    }
    #expect(text.hasPrefix("id: "))
    #expect(text.contains("event: resync\ndata: {}\n\n"))
    #expect(text.contains("event: status\ndata: {}\n\n"))
    stream.end()
  }

  @Test("nobody listens without a token")
  func served() async throws {
    let people = try PeopleServer()
    #expect(await people.server.ask("GET", "/v1/events")?.status == 401)
  }

  private static func taken(_ stream: ResponseStream) -> String {
    var buffer = [UInt8](repeating: 0, count: 4096)
    guard case .bytes(let count) = buffer.withUnsafeMutableBytes({ stream.take(into: $0, suspend: {}, resume: {}) }) else { return "" }
    return String(decoding: buffer[..<count], as: UTF8.self)
  }
}
