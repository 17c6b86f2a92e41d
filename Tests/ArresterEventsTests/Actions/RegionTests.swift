import Testing

@testable import ArresterEvents

@Suite("Actions: region")
struct RegionTests {
  @Test(
    "global services have none, wherever they are logged",
    arguments: [
      ("iam", "CreateRole"), ("cloudfront", "CreateDistribution"), ("route53", "CreateHostedZone"), ("organizations", "CreateAccount"),
      ("networkmanager", "CreateSite"), ("globalaccelerator", "CreateAccelerator"),
    ])
  func global(_ service: String, _ name: String) {
    for region in ["us-east-1", "us-gov-west-1", "cn-north-1"] { #expect(Record(service, name).with(\.region, region).event?.region == "") }
  }

  @Test("regional services have the record's, and none where it has none")
  func regional() {
    #expect(Record("ec2", "CreateVpc").event?.region == "eu-west-1")
    #expect(Record("ec2", "CreateVpc").with(\.region, "").event?.region == "")
    #expect(Record("wafv2", "CreateWebACL").with(\.region, "us-east-1").event?.region == "us-east-1")
  }

  @Test("the global endpoint of STS has none, its regional ones have theirs")
  func tokens() {
    func region(_ region: String) -> String? {
      let record = Record("sts", "FrobnicateToken").with(\.region, region)
      return record.event?.region
    }
    #expect(region("us-east-1") == "")
    #expect(region("eu-west-1") == "eu-west-1")
  }
}
