/// Someone who acts in a generated stream. Everything about it follows from its number.
public struct WorkloadPrincipal: Sendable, Equatable {
  /// What it is, as the default model sees it.
  public enum Sort: Sendable, CaseIterable {
    case application, pipeline, person, user, agent, serviceLinked
  }

  public let number: Int
  public let sort: Sort
  let mixed: UInt64

  public init(number: Int) {
    self.number = number
    mixed = SplitMix.mix(UInt64(number) &+ 0x5eed)
    // In 100: what a company's accounts see.
    sort =
      switch mixed % 100 {
      case ..<40: .application
      case ..<62: .pipeline
      case ..<80: .person
      case ..<87: .user
      case ..<97: .agent
      default: .serviceLinked
      }
  }

  /// The ARN under which its events are counted, and by which a topic is keyed.
  public var arn: String {
    var bytes: [UInt8] = []
    appendARN(to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// One of 24 accounts.
  public var account: UInt64 { 111_122_223_333 + mixed / 100 % 24 * 1_010_101 }

  /// Its home, where 95 % of what it does happens.
  var region: Int { Int(mixed / 2400 % UInt64(WorkloadPrincipal.regions.count)) }

  static let regions = ["eu-west-1", "us-east-1", "eu-central-1", "us-west-2", "ap-southeast-2", "ap-northeast-1"]

  func appendARN(to bytes: inout [UInt8]) {
    RecordText.append("arn:aws:iam::", to: &bytes)
    RecordText.append(account, width: 12, to: &bytes)
    RecordText.append(sort == .user ? ":user/" : ":role/", to: &bytes)
    RecordText.append(path, to: &bytes)
    appendName(to: &bytes)
  }

  /// What stands before the name of a role in its ARN.
  private var path: String {
    switch sort {
    case .person: "aws-reserved/sso.amazonaws.com/eu-west-1/"
    case .serviceLinked: "aws-service-role/autoscaling.amazonaws.com/"
    default: ""
    }
  }

  func appendName(to bytes: inout [UInt8]) {
    switch sort {
    case .application: RecordText.append("orders-service-", to: &bytes)
    case .pipeline: RecordText.append("github-actions-deploy-", to: &bytes)
    case .person: RecordText.append("AWSReservedSSO_PowerUserAccess_", to: &bytes)
    case .user: RecordText.append("reporting-batch-", to: &bytes)
    case .agent: RecordText.append("claude-code-worker-", to: &bytes)
    case .serviceLinked: RecordText.append("AWSServiceRoleForAutoScaling_", to: &bytes)
    }
    RecordText.append(UInt64(number), width: 8, to: &bytes)
  }

  func appendSession(_ session: UInt64, to bytes: inout [UInt8]) {
    switch sort {
    case .application:
      RecordText.append("i-0", to: &bytes)
      RecordText.append(hexadecimal: SplitMix.mix(mixed &+ session), digits: 16, to: &bytes)
      return
    case .pipeline: RecordText.append("run-", to: &bytes)
    case .person: RecordText.append("jo.doe-", to: &bytes)
    case .agent: RecordText.append("task-", to: &bytes)
    case .user, .serviceLinked: RecordText.append("AutoScaling-", to: &bytes)
    }
    RecordText.append(session, width: 6, to: &bytes)
    if sort == .person { RecordText.append("@example.com", to: &bytes) }
  }

  var userAgent: String {
    switch sort {
    case .application: "aws-sdk-java/2.31.40 md/io#sync md/http#Apache ua/2.1 os/Linux#6.1.141"
    case .pipeline: "APN/1.0 HashiCorp/1.0 Terraform/1.12.2 terraform-provider-aws/6.0.0 aws-sdk-go-v2/1.36.5"
    case .person: "[Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/137.0.0.0 Safari/537.36]"
    case .user: "aws-cli/2.27.41 md/awscrt#0.26.1 ua/2.1 os/linux#6.1.141"
    case .agent: "Boto3/1.39.4 md/Botocore#1.39.4 ua/2.1 os/linux#6.1.141 md/arch#aarch64"
    case .serviceLinked: "autoscaling.amazonaws.com"
    }
  }
}
