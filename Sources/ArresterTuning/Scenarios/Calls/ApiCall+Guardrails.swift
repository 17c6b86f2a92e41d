/// Logs of the audit, detectors, records of configurations and backups.
extension ApiCall {
  static func stopLogging(_ trail: String) -> ApiCall { ApiCall("cloudtrail", "StopLogging", ["name": "\(trail)"]) }

  static func deleteTrail(_ trail: String) -> ApiCall { ApiCall("cloudtrail", "DeleteTrail", ["name": "\(trail)"]) }

  static func stopRecorder() -> ApiCall { ApiCall("config", "StopConfigurationRecorder", ["configurationRecorderName": "default"]) }

  static func deleteDetector(_ detector: String) -> ApiCall { ApiCall("guardduty", "DeleteDetector", ["detectorId": "\(detector)"]) }

  static func deleteFlowLogs(_ logs: [String]) -> ApiCall {
    let values = RecordValue.list(logs.enumerated().map { ["content": "\($1)", "tag": .number($0 + 1)] })
    return ApiCall(
      "ec2", "DeleteFlowLogs", ["DeleteFlowLogsRequest": ["FlowLogId": values]],
      response: ["DeleteFlowLogsResponse": ["unsuccessful": "", "xmlns": "http://ec2.amazonaws.com/doc/2016-11-15/"]])
  }

  static func deleteRecoveryPoint(_ vault: String, _ arn: String) -> ApiCall {
    ApiCall("backup", "DeleteRecoveryPoint", ["backupVaultName": "\(vault)", "recoveryPointArn": "\(arn)"])
  }

  static func scheduleKeyDeletion(_ key: String, _ place: Place) -> ApiCall {
    ApiCall(
      "kms", "ScheduleKeyDeletion", ["keyId": "\(key)", "pendingWindowInDays": 7],
      response: ["keyId": "\(place.arn("kms", "key/\(key)"))", "keyState": "PendingDeletion", "pendingWindowInDays": 7])
  }
}
