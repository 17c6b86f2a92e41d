import ArresterBase

/// Accounts of the company in which everything happens: the numbers that Amazon's own examples use.
enum Account {
  static let production = "111122223333"
  static let staging = "444455556666"
  static let sandbox = "777788889999"
  static let archive = "123456789012"
}

/// Regions that the company uses, and all that a console asks.
enum Region {
  static let busy = [
    "us-east-1", "us-east-2", "us-west-2", "ca-central-1", "sa-east-1", "eu-west-1", "eu-west-2", "eu-central-1", "ap-south-1",
    "ap-southeast-1", "ap-southeast-2", "ap-northeast-1",
  ]
  static let all = busy + ["us-west-1", "eu-west-3", "eu-north-1", "ap-northeast-2", "ap-northeast-3"]
}

/// What calls come through.
enum Tool {
  static let boto = "Boto3/1.39.4 md/Botocore#1.39.4 ua/2.1 os/linux#6.1.141 md/arch#aarch64 lang/python#3.13.5 cfg/retry-mode#standard"
  static let cli = "aws-cli/2.27.41 md/awscrt#0.26.1 ua/2.1 os/linux#6.1.141 md/arch#x86_64 lang/python#3.13.4 md/prompt#off md/command#"
  static let terraform =
    "APN/1.0 HashiCorp/1.0 Terraform/1.12.2 (+https://www.terraform.io) terraform-provider-aws/6.0.0 aws-sdk-go-v2/1.36.5"
  static let java = "aws-sdk-java/2.31.40 md/io#sync md/http#Apache ua/2.1 os/Linux#6.1.141 lang/java#21.0.7"
  static let browser = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/137.0.0.0 Safari/537.36"
  static let karpenter = "karpenter/1.5.0 aws-sdk-go-v2/1.36.5 ua/2.1 os/linux lang/go#1.24.4"
}

extension Story {
  /// A session of a role that nothing but a program assumes.
  mutating func role(
    _ name: String, session: String? = nil, account: String = Account.production, region: String = "eu-west-1", tool: String = Tool.boto,
    path: String = "/"
  ) -> Caller {
    Caller(
      sort: .role(path: path), name: name, session: session ?? "task-\(random.integer(1000...9999))", account: account, region: region,
      address: "10.\(random.integer(16...63)).\(random.integer(0...255)).\(random.integer(4...250))", userAgent: tool,
      uniqueIdentifier: "AROA\(random.capitals(17))", accessKey: random.accessKey("ASIA"), signedIn: signIn())
  }

  /// A person who came through single sign-on, in the console or on a command line.
  mutating func person(
    _ mail: String, _ permissions: String, account: String = Account.production, region: String = "eu-west-1", isConsole: Bool = true
  ) -> Caller {
    let name = "AWSReservedSSO_\(permissions)_\(random.hexadecimal(16))"
    var caller = role(
      name, session: mail, account: account, region: region, tool: isConsole ? Tool.browser : Tool.cli,
      path: "/aws-reserved/sso.amazonaws.com/eu-west-1/")
    caller.isConsole = isConsole
    caller.address = "198.51.100.\(random.integer(4...250))"
    return caller
  }

  /// A user of IAM with a long-lived key.
  mutating func user(_ name: String, account: String = Account.production, region: String = "eu-west-1", tool: String = Tool.cli) -> Caller
  {
    var caller = role(name, account: account, region: region, tool: tool)
    caller.sort = .user
    caller.uniqueIdentifier = "AIDA\(random.capitals(17))"
    caller.accessKey = random.accessKey("AKIA")
    return caller
  }

  /// The root user of an account, in the console.
  mutating func root(account: String = Account.production) -> Caller {
    var caller = person("root", "Root", account: account, region: "us-east-1")
    caller.sort = .root
    return caller
  }

  /// A service that acts on its own: `ecs.amazonaws.com`.
  func service(_ name: String, account: String = Account.production, region: String = "eu-west-1") -> Caller {
    Caller(
      sort: .service, name: name, session: "", account: account, region: region, address: name, userAgent: name, uniqueIdentifier: "",
      accessKey: "", signedIn: 0)
  }

  /// Another session of the same role, with another key.
  mutating func renewed(_ caller: Caller, session: String) -> Caller {
    var caller = caller
    caller.session = session
    caller.accessKey = random.accessKey("ASIA")
    caller.signedIn = time / Timestamp.nanosecondsPerSecond * Timestamp.nanosecondsPerSecond
    return caller
  }

  /// Some minutes before now.
  private mutating func signIn() -> Int64 {
    (time / Timestamp.nanosecondsPerSecond - Int64(random.integer(20...1500))) * Timestamp.nanosecondsPerSecond
  }
}
