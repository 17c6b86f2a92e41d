/// Where a control-plane event comes from.
public enum Platform: UInt8, Sendable, CaseIterable, BitwiseCopyable {
  case aws = 0
  case kubernetes
  case gcp
  case azure

  /// As it stands in verdicts and models.
  public var name: String {
    switch self {
    case .aws: "aws"
    case .kubernetes: "kubernetes"
    case .gcp: "gcp"
    case .azure: "azure"
    }
  }
}
