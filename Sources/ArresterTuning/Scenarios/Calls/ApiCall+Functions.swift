/// Functions, logs, alarms, events, secrets, keys and stacks.
extension ApiCall {
  static func createFunction(_ name: String, _ place: Place) -> ApiCall {
    ApiCall(
      "lambda", "CreateFunction20150331",
      [
        "functionName": "\(name)", "runtime": "python3.13", "handler": "main.handler", "memorySize": 256, "timeout": 30, "publish": false,
        "role": "arn:aws:iam::\(place.account):role/\(name)",
      ],
      response: [
        "functionName": "\(name)", "functionArn": "\(place.arn("lambda", "function:\(name)"))", "runtime": "python3.13", "state": "Pending",
      ])
  }

  static func updateFunction(_ name: String, _ place: Place) -> ApiCall {
    ApiCall(
      "lambda", "UpdateFunctionCode20150331v2", ["functionName": "\(name)", "publish": false, "dryRun": false],
      response: ["functionName": "\(name)", "functionArn": "\(place.arn("lambda", "function:\(name)"))", "lastUpdateStatus": "InProgress"])
  }

  static func configureFunction(_ name: String, memory: Int) -> ApiCall {
    ApiCall("lambda", "UpdateFunctionConfiguration20150331v2", ["functionName": "\(name)", "memorySize": .number(memory)])
  }

  static func limitFunction(_ name: String, concurrency: Int) -> ApiCall {
    ApiCall(
      "lambda", "PutFunctionConcurrency20171031", ["functionName": "\(name)", "reservedConcurrentExecutions": .number(concurrency)],
      response: ["reservedConcurrentExecutions": .number(concurrency)])
  }

  static func deleteFunction(_ name: String) -> ApiCall { ApiCall("lambda", "DeleteFunction20150331", ["functionName": "\(name)"]) }

  static func tagFunction(_ name: String, _ place: Place, key: String, value: String) -> ApiCall {
    ApiCall(
      "lambda", "TagResource20170331v2",
      ["resource": "\(place.arn("lambda", "function:\(name)"))", "tags": .object([.init(name: key, value: "\(value)")])])
  }

  static func createLogGroup(_ name: String) -> ApiCall { ApiCall("logs", "CreateLogGroup", ["logGroupName": "\(name)"]) }

  static func keepLogs(_ name: String, days: Int) -> ApiCall {
    ApiCall("logs", "PutRetentionPolicy", ["logGroupName": "\(name)", "retentionInDays": .number(days)])
  }

  static func deleteLogGroup(_ name: String) -> ApiCall { ApiCall("logs", "DeleteLogGroup", ["logGroupName": "\(name)"]) }

  static func putAlarm(_ name: String, threshold: Int) -> ApiCall {
    ApiCall(
      "cloudwatch", "PutMetricAlarm",
      [
        "alarmName": "\(name)", "namespace": "AWS/ApplicationELB", "metricName": "HTTPCode_Target_5XX_Count", "statistic": "Sum",
        "period": 60, "evaluationPeriods": 5, "threshold": .number(threshold), "comparisonOperator": "GreaterThanThreshold",
        "actionsEnabled": true,
      ])
  }

  static func deleteAlarms(_ names: [String]) -> ApiCall { ApiCall("cloudwatch", "DeleteAlarms", ["alarmNames": .texts(names)]) }

  static func putSchedule(_ name: String, _ place: Place) -> ApiCall {
    ApiCall(
      "events", "PutRule", ["name": "\(name)", "scheduleExpression": "rate(5 minutes)", "state": "ENABLED"],
      response: ["ruleArn": "\(place.arn("events", "rule/\(name)"))"])
  }

  static func removeTargets(_ rule: String, _ target: String) -> ApiCall {
    ApiCall("events", "RemoveTargets", ["rule": "\(rule)", "ids": ["\(target)"]], response: ["failedEntryCount": 0, "failedEntries": []])
  }

  static func deleteSchedule(_ name: String) -> ApiCall { ApiCall("events", "DeleteRule", ["name": "\(name)"]) }

  static func createSecret(_ name: String, _ place: Place, suffix: String) -> ApiCall {
    ApiCall(
      "secretsmanager", "CreateSecret", ["name": "\(name)", "clientRequestToken": "terraform"],
      response: ["aRN": "\(place.arn("secretsmanager", "secret:\(name)-\(suffix)"))", "name": "\(name)"])
  }

  static func deleteSecret(_ name: String, _ place: Place, suffix: String) -> ApiCall {
    let arn = place.arn("secretsmanager", "secret:\(name)-\(suffix)")
    return ApiCall(
      "secretsmanager", "DeleteSecret", ["secretId": "\(arn)", "recoveryWindowInDays": 7], response: ["aRN": "\(arn)", "name": "\(name)"])
  }

  static func putParameter(_ name: String) -> ApiCall {
    ApiCall(
      "ssm", "PutParameter", ["name": "\(name)", "value": "HIDDEN_DUE_TO_SECURITY_REASONS", "type": "SecureString", "overwrite": true],
      response: ["version": 1, "tier": "Standard"])
  }

  static func updateStack(_ name: String, _ place: Place, uuid: String) -> ApiCall {
    ApiCall(
      "cloudformation", "UpdateStack", ["stackName": "\(name)", "capabilities": ["CAPABILITY_NAMED_IAM"]],
      response: ["stackId": "\(place.arn("cloudformation", "stack/\(name)/\(uuid)"))"])
  }

  static func deleteStack(_ name: String) -> ApiCall { ApiCall("cloudformation", "DeleteStack", ["stackName": "\(name)"]) }
}
