extension AWSError {
  /// As whoever drives the enforcer handles it, with what a person can do about it.
  var enforcementError: EnforcementError {
    guard isTransient else { return EnforcementError(.permanent, description + (advice.map { "; \($0)" } ?? "")) }
    return EnforcementError(.transient, description, retryAfterNanoseconds: retryAfterNanoseconds)
  }

  private var advice: String? {
    switch code {
    case "LimitExceeded", "LimitExceededException":
      "the principal has as many managed policies as AWS allows (10 unless the quota was raised): detach one that it does not need,"
        + " or raise the quota"
    case "AccessDenied", "AccessDeniedException", "UnauthorizedOperation":
      "Arrester's own role lacks a right: deploy/aws/arrester-role-policy.json says which it needs"
    case "UnmodifiableEntity": "AWS lets only a service change this role: configure the AWS enforcer with serviceControlPolicy"
    case "ConstraintViolationException":
      "the organization allows no more policies, or no more on this account (5 with the one that allows everything)"
    case "PolicyTypeNotEnabledException": "switch service control policies on for the organization's root"
    case "AWSOrganizationsNotInUseException": "the account of Arrester's credentials is in no organization"
    default: nil
    }
  }
}
