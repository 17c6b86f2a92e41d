import ArresterBase

/// The record of a table that an agent deletes: agent, time, identifier and table are filled in for each.
struct DeletionTemplate {
  private let account: String
  private let run: String

  /// - Parameter run: part of the agents' names and of the identifiers: those of two runs must differ.
  init(account: String, run: String) {
    self.account = account
    self.run = run
  }

  /// The principal of that number: the key of its records, and the name in its verdicts.
  func key(agent: Int) -> [UInt8] { Array("arn:aws:iam::\(account):role/\(role(agent))".utf8) }

  /// - Parameters:
  ///   - time: nanoseconds since 1970; written in whole seconds.
  ///   - serial: different for every record of a run; also names the table.
  func record(agent: Int, time: Int64, serial: Int) -> [UInt8] {
    let role = role(agent)
    let text = Timestamp.format(time / Timestamp.nanosecondsPerSecond * Timestamp.nanosecondsPerSecond)
    let number = DeletionTemplate.padded(serial, 12, radix: 16)
    let record = """
      {"eventVersion":"1.11","userIdentity":{"type":"AssumedRole","principalId":"AROAI7BWVDTB3TVTLKCXL:task-4711",\
      "arn":"arn:aws:sts::\(account):assumed-role/\(role)/task-4711","accountId":"\(account)","accessKeyId":"ASIA3GORBIIGAEXAMPLE",\
      "sessionContext":{"sessionIssuer":{"type":"Role","principalId":"AROAI7BWVDTB3TVTLKCXL",\
      "arn":"arn:aws:iam::\(account):role/\(role)","accountId":"\(account)","userName":"\(role)"},\
      "attributes":{"creationDate":"\(text)","mfaAuthenticated":"false"}}},"eventTime":"\(text)",\
      "eventSource":"dynamodb.amazonaws.com","eventName":"DeleteTable","awsRegion":"eu-west-1","sourceIPAddress":"10.40.12.87",\
      "userAgent":"Boto3/1.39.4 md/Botocore#1.39.4 ua/2.1 os/linux#6.1.141 md/arch#aarch64 lang/python#3.13.5 cfg/retry-mode#standard",\
      "requestParameters":{"tableName":"orders-\(number)"},"responseElements":null,"requestID":"\(run)-0c4f-415c-aa50-\(number)",\
      "eventID":"\(run)-2072-4fd2-9e16-\(number)","readOnly":false,"eventType":"AwsApiCall",\
      "managementEvent":true,"recipientAccountId":"\(account)","eventCategory":"Management","tlsDetails":{"tlsVersion":"TLSv1.3",\
      "cipherSuite":"TLS_AES_128_GCM_SHA256","clientProvidedHostHeader":"dynamodb.eu-west-1.amazonaws.com"}}
      """
    return Array(record.utf8)
  }

  private func role(_ agent: Int) -> String { "bench-\(run)-\(DeletionTemplate.padded(agent, 8, radix: 10))-agent" }

  private static func padded(_ number: Int, _ width: Int, radix: Int) -> String {
    let digits = String(number, radix: radix)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}
