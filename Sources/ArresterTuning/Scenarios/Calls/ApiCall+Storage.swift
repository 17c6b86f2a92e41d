/// Buckets, queues, topics and images.
extension ApiCall {
  private static let namespace = "http://s3.amazonaws.com/doc/2006-03-01/"

  private static func bucket(_ name: String, _ query: String? = nil, _ body: [RecordValue.Field] = []) -> RecordValue {
    var fields: [RecordValue.Field] = [.init(name: "bucketName", value: "\(name)")]
    fields += body
    fields.append(.init(name: "Host", value: "\(name).s3.amazonaws.com"))
    if let query { fields.append(.init(name: query, value: "")) }
    return .object(fields)
  }

  static func createBucket(_ name: String, region: String) -> ApiCall {
    ApiCall(
      "s3", "CreateBucket",
      bucket(
        name, nil,
        [
          .init(
            name: "CreateBucketConfiguration", value: ["LocationConstraint": "\(region)", "xmlns": "\(namespace)"])
        ]))
  }

  static func deleteBucket(_ name: String) -> ApiCall { ApiCall("s3", "DeleteBucket", bucket(name)) }

  /// - Parameter prefix: empty for everything in the bucket.
  static func expireObjects(_ name: String, prefix: String, days: Int) -> ApiCall {
    ApiCall(
      "s3", "PutBucketLifecycle",
      bucket(
        name, "lifecycle",
        [
          .init(
            name: "LifecycleConfiguration",
            value: [
              "Rule": [
                "ID": "expire", "Status": "Enabled", "Filter": ["Prefix": "\(prefix)"], "Expiration": ["Days": .number(days)],
              ], "xmlns": "\(namespace)",
            ])
        ]))
  }

  static func setVersioning(_ name: String, isEnabled: Bool) -> ApiCall {
    ApiCall(
      "s3", "PutBucketVersioning",
      bucket(
        name, "versioning",
        [.init(name: "VersioningConfiguration", value: ["Status": isEnabled ? "Enabled" : "Suspended", "xmlns": "\(namespace)"])]))
  }

  static func encryptBucket(_ name: String) -> ApiCall {
    ApiCall(
      "s3", "PutBucketEncryption",
      bucket(
        name, "encryption",
        [
          .init(
            name: "ServerSideEncryptionConfiguration",
            value: ["Rule": ["ApplyServerSideEncryptionByDefault": ["SSEAlgorithm": "aws:kms"], "BucketKeyEnabled": true]])
        ]))
  }

  static func blockPublicAccess(_ name: String) -> ApiCall {
    ApiCall(
      "s3", "PutBucketPublicAccessBlock",
      bucket(
        name, "publicAccessBlock",
        [
          .init(
            name: "PublicAccessBlockConfiguration",
            value: [
              "BlockPublicAcls": true, "IgnorePublicAcls": true, "BlockPublicPolicy": true, "RestrictPublicBuckets": true,
              "xmlns": "\(namespace)",
            ])
        ]))
  }

  static func tagBucket(_ name: String, key: String, value: String) -> ApiCall {
    ApiCall(
      "s3", "PutBucketTagging",
      bucket(name, "tagging", [.init(name: "Tagging", value: ["TagSet": ["Tag": ["Key": "\(key)", "Value": "\(value)"]]])]))
  }

  static func createQueue(_ name: String, _ place: Place) -> ApiCall {
    ApiCall(
      "sqs", "CreateQueue", ["queueName": "\(name)", "attributes": ["VisibilityTimeout": "120"]],
      response: ["queueUrl": "\(queue(name, place))"])
  }

  static func deleteQueue(_ name: String, _ place: Place) -> ApiCall {
    ApiCall("sqs", "DeleteQueue", ["queueUrl": "\(queue(name, place))"])
  }

  static func setQueue(_ name: String, _ place: Place, visibilitySeconds: Int) -> ApiCall {
    ApiCall(
      "sqs", "SetQueueAttributes",
      ["queueUrl": "\(queue(name, place))", "attributes": ["VisibilityTimeout": "\(String(visibilitySeconds))"]])
  }

  private static func queue(_ name: String, _ place: Place) -> String {
    "https://sqs.\(place.region).amazonaws.com/\(place.account)/\(name)"
  }

  static func createTopic(_ name: String, _ place: Place) -> ApiCall {
    ApiCall("sns", "CreateTopic", ["name": "\(name)"], response: ["topicArn": "\(place.arn("sns", name))"])
  }

  static func deleteTopic(_ name: String, _ place: Place) -> ApiCall {
    ApiCall("sns", "DeleteTopic", ["topicArn": "\(place.arn("sns", name))"])
  }

}
