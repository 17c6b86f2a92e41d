import Testing

@testable import ArresterEvents

@Suite("Actions: names")
struct ActionNameTests {
  @Test(
    "suffixes of API versions are stripped, other digits stay",
    arguments: [
      ("RemovePermission20150331v2", "RemovePermission"), ("CreateFunction20150331", "CreateFunction"),
      ("CreateDistribution2020_05_31", "CreateDistribution"), ("DeleteDistribution2018_11_05", "DeleteDistribution"),
      ("UpdateFunctionCode20150331v2", "UpdateFunctionCode"), ("AddPermission20150331v22", "AddPermission"),
      ("CreateFleet", "CreateFleet"), ("ListObjectsV2", "ListObjectsV2"), ("DescribeAddressesV2", "DescribeAddressesV2"),
      ("PutScalingPolicyv2", "PutScalingPolicyv2"),
      ("20150331", "20150331"), ("v2", "v2"), ("X201503311", "X201503311"), ("X2020_05", "X2020_05"), ("X2020_5_31", "X2020_5_31"),
      ("GetE911v2", "GetE911v2"), ("", ""),
    ])
  func operations(_ name: String, _ operation: String) { #expect(ActionName.operation(name) == operation) }

  @Test(
    "the service is IAM's prefix for the event source",
    arguments: [
      ("ec2.amazonaws.com", "ec2"), ("monitoring.amazonaws.com", "cloudwatch"), ("email.amazonaws.com", "ses"),
      ("streams.dynamodb.amazonaws.com", "dynamodb"), ("macie.amazonaws.com", "macie2"), ("EC2.amazonaws.com", "ec2"), ("ec2", "ec2"),
      ("", "unknown"),
      ("lambda.amazonaws.com.cn", "lambda.amazonaws.com.cn"),
    ])
  func services(_ source: String, _ service: String) {
    #expect(TestModel.events.catalog.actionName(eventSource: source, eventName: "X").service == service)
  }

  @Test(
    "a noun in the plural and in the singular is one noun",
    arguments: [
      ("Instances", "Instance"), ("Policies", "Policy"), ("Addresses", "Address"), ("Indexes", "Index"),
      ("Access", "Access"),
      ("Status", "Status"), ("Analysis", "Analysis"), ("DBInstance", "DBInstance"), ("Images", "Image"), ("Batches", "Batch"),
      ("Keys", "Key"), ("", ""), ("s", "s"),
    ])
  func nouns(_ noun: String, _ singular: String) { #expect(ActionName.singular(noun) == singular) }

  @Test("the stripped name is what the event carries")
  func inEvents() {
    #expect(Record("lambda", "DeleteFunction20150331", request: #"{"functionName":"f"}"#).event?.action == "lambda:DeleteFunction")
  }
}
