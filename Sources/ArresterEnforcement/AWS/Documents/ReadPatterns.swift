/// Which reads a principal keeps when its writes are denied: what describes, and little that hands out contents.
///
/// AWS accepts no wildcard for the service ("Action vendors must not contain wildcards"), so every service is named, and there is room
/// for some of them only. The first come first: where a document must be shorter, the last go. What is not named here is denied.
enum ReadPatterns {
  /// A service and the beginnings of its actions; `=` ends a whole name.
  static let table = """
    ec2 Describe Get List Search
    iam Get List Simulate
    sts GetCallerIdentity=
    s3 Get List Describe
    cloudtrail Describe Get List Lookup
    cloudwatch Describe Get List
    logs Describe Get List Filter StartQuery=
    rds Describe List
    lambda Get List
    dynamodb Describe List Get BatchGet Query Scan
    ecs Describe List
    eks Describe List
    autoscaling Describe Get
    elasticloadbalancing Describe Get
    cloudformation Describe Get List Detect Validate Estimate
    route53 Get List Test
    kms Describe Get List
    ssm Describe List
    secretsmanager Describe List
    config Describe Get List BatchGet Select
    sns Get List Check
    sqs Get List
    ecr Describe List BatchGetImage= GetLifecyclePolicy GetRepositoryPolicy=
    cloudfront Describe Get List
    apigateway GET=
    elasticache Describe List
    elasticfilesystem Describe List
    organizations Describe List
    guardduty Describe Get List
    securityhub Describe Get List BatchGet
    acm Describe Get List
    wafv2 Describe Get List Check
    states Describe List GetExecutionHistory=
    events Describe List Test
    codebuild List BatchGet Describe
    codepipeline Get List
    codedeploy Get List BatchGet
    codecommit Get List BatchGet Describe
    tag Get Describe
    es Describe Get List
    aoss List BatchGet Get
    redshift Describe List View
    elasticmapreduce Describe List View
    glue GetTable GetDatabase GetJob GetPartition GetCrawler
    athena GetQuery GetWorkGroup GetDataCatalog List BatchGet
    kinesis Describe Get List
    firehose Describe List
    kafka Describe Get List
    sagemaker Describe List Search
    bedrock Get List
    backup Describe Get ListBackup ListRecoveryPoint ListProtected ListRestore ListCopy
    application-autoscaling Describe List
    servicequotas Get List
    ce Get List Describe
    budgets View Describe List
    access-analyzer Get List
    cognito-idp Describe List
    batch Describe List
    xray Get BatchGet List
    elasticbeanstalk Describe List
    inspector2 List BatchGet Get
    macie2 Get List Describe BatchGet
    network-firewall Describe List
    networkmanager Describe Get List
    ram Get List
    resource-groups Get List Search
    resource-explorer-2 Search Get List
    route53resolver Get List
    route53domains Get List View Check
    servicediscovery Get List Discover
    ses Get List Describe
    shield Describe Get List
    storagegateway List
    support Describe
    trustedadvisor Describe Get List
    transfer Describe List
    workspaces Describe
    directconnect Describe
    ds Describe Get List
    dms Describe List
    docdb-elastic Get List
    memorydb Describe List
    mq Describe List
    neptune-graph Get List
    timestream Describe List
    appsync Get List
    apprunner Describe List
    amplify Get List
    appconfig Get List
    quicksight List
    health Describe
    compute-optimizer Get Describe
    fsx Describe List
    datasync Describe List
    globalaccelerator Describe List
    imagebuilder Get List
    iot Describe Get List
    license-manager List
    mgn Describe List
    pipes Describe List
    scheduler Get List
    schemas Describe Get List
    sso Describe Get List
    identitystore Describe Get List Is
    savingsplans Describe List
    pricing Describe Get List
    cur Describe Get
    account Get List
    controltower Describe Get List
    detective Get List
    devops-guru Describe Get List
    drs Describe List Get
    evidently Get List
    fis Get List
    mediaconvert Describe Get List
    medialive Describe List
    opsworks Describe
    outposts Get List
    proton Get List
    rolesanywhere Get List
    s3-outposts Get List
    serverlessrepo Get List
    signer Describe Get List
    synthetics Describe Get List
    vpc-lattice Get List
    """

  /// Each `service:Beginning*`, in order of importance.
  static let all: [String] = table.split(separator: "\n").flatMap { line in
    let words = line.split(separator: " ")
    return words.dropFirst().map { "\(words[0]):" + ($0.hasSuffix("=") ? String($0.dropLast()) : "\($0)*") }
  }

  /// Reads by name that are ways to more: they hand out passwords, tokens or credentials.
  static let handingOutAccess = ["ec2:GetPasswordData", "s3:GetDataAccess"]
}
