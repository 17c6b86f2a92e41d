import ArresterBreaker
import ArresterKafka
import Testing

@testable import Arrester

@Suite("which member owns a principal")
struct PrincipalOwnerTests {
  @Test("each principal has exactly one owner among members that share the partitions")
  func oneOwner() {
    var members = (0..<3).map { _ in PrincipalOwner(topic: "events", partitionCount: 12) }
    for index in members.indices {
      members[index].assign((0..<12).filter { $0 % 3 == index }.map { TopicPartition(topic: "events", partition: Int32($0)) })
    }
    for number in 0..<200 {
      let key = BreakerKey(platform: .aws, homeScope: "1", principal: "principal-\(number)", kind: .agent)
      #expect(members.count { $0.owns(key) } == 1)
    }
  }

  @Test("nothing is owned without partitions of the first topic")
  func nothing() {
    var member = PrincipalOwner(topic: "events", partitionCount: 1)
    let key = BreakerKey(platform: .aws, homeScope: "1", principal: "p", kind: .agent)
    #expect(!member.owns(key))
    member.assign([TopicPartition(topic: "more", partition: 0)])
    #expect(!member.owns(key))
    member.assign([TopicPartition(topic: "events", partition: 0)])
    #expect(member.owns(key))
    member.assign([])
    #expect(!member.owns(key))
  }
}
