/// Where each service is called, and for which region a call is signed.
struct AWSEndpoints: Sendable, Equatable {
  struct Endpoint: Sendable, Equatable {
    var url: String
    var region: String
  }

  let partition: String
  let region: String
  /// For every service, where it is set: a test server, or an interface endpoint.
  let override: String?

  private struct Partition {
    var suffix: String
    /// IAM is global: one region holds its control plane.
    var iamHost: String
    var iamRegion: String
    var organizationsRegion: String
  }

  private static let partitions: [String: Partition] = [
    "aws": Partition(
      suffix: "amazonaws.com", iamHost: "iam.amazonaws.com", iamRegion: "us-east-1", organizationsRegion: "us-east-1"),
    "aws-cn": Partition(
      suffix: "amazonaws.com.cn", iamHost: "iam.cn-north-1.amazonaws.com.cn", iamRegion: "cn-north-1",
      organizationsRegion: "cn-northwest-1"),
    "aws-us-gov": Partition(
      suffix: "amazonaws.com", iamHost: "iam.us-gov.amazonaws.com", iamRegion: "us-gov-west-1", organizationsRegion: "us-gov-west-1"),
  ]

  static var knownPartitions: [String] { partitions.keys.sorted() }

  /// nil: a partition that is not known here, without an endpoint of its own.
  init?(partition: String, region: String, override: String?) {
    guard override != nil || AWSEndpoints.partitions[partition] != nil else { return nil }
    self.partition = partition
    self.region = region
    self.override = override
  }

  var iam: Endpoint { endpoint(known?.iamHost, known?.iamRegion) }
  /// That of the region: it answers while another region does not.
  var sts: Endpoint { endpoint(known.map { "sts.\(region).\($0.suffix)" }, region) }

  var organizations: Endpoint {
    endpoint(known.map { "organizations.\($0.organizationsRegion).\($0.suffix)" }, known?.organizationsRegion)
  }

  private var known: Partition? { AWSEndpoints.partitions[partition] }

  private func endpoint(_ host: String?, _ signingRegion: String?) -> Endpoint {
    let url = override ?? host.map { "https://\($0)/" } ?? ""
    return Endpoint(url: url.hasSuffix("/") ? url : url + "/", region: signingRegion ?? region)
  }
}
