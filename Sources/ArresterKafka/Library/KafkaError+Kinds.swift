import CRDKafka

extension KafkaError {
  /// Another producer with the same transactional identifier, or another member with the same instance identifier, took over.
  public var isFenced: Bool {
    switch response {
    case RD_KAFKA_RESP_ERR__FENCED, RD_KAFKA_RESP_ERR_PRODUCER_FENCED, RD_KAFKA_RESP_ERR_INVALID_PRODUCER_EPOCH,
      RD_KAFKA_RESP_ERR_FENCED_INSTANCE_ID:
      true
    default: false
    }
  }

  /// The member that wanted to commit no longer belongs to the group's generation: its partitions may be another's.
  public var isMembershipLost: Bool {
    switch response {
    case RD_KAFKA_RESP_ERR_ILLEGAL_GENERATION, RD_KAFKA_RESP_ERR_UNKNOWN_MEMBER_ID, RD_KAFKA_RESP_ERR_FENCED_INSTANCE_ID,
      RD_KAFKA_RESP_ERR_REBALANCE_IN_PROGRESS, RD_KAFKA_RESP_ERR__ASSIGNMENT_LOST:
      true
    default: false
    }
  }

  public var isTimeout: Bool {
    response == RD_KAFKA_RESP_ERR__TIMED_OUT || response == RD_KAFKA_RESP_ERR_REQUEST_TIMED_OUT
      || response == RD_KAFKA_RESP_ERR__MSG_TIMED_OUT
  }

  public var isUnknownTopic: Bool {
    switch response {
    case RD_KAFKA_RESP_ERR_UNKNOWN_TOPIC_OR_PART, RD_KAFKA_RESP_ERR__UNKNOWN_TOPIC, RD_KAFKA_RESP_ERR__UNKNOWN_PARTITION: true
    default: false
    }
  }

  /// A broker is there and does not let this client in, or is not whom it says it is.
  var isRefusedConnection: Bool {
    switch response {
    case RD_KAFKA_RESP_ERR__AUTHENTICATION, RD_KAFKA_RESP_ERR_SASL_AUTHENTICATION_FAILED, RD_KAFKA_RESP_ERR__SSL: true
    default: false
    }
  }

  /// Only who administers the cluster can help.
  public var isUnauthorized: Bool {
    switch response {
    case RD_KAFKA_RESP_ERR_TOPIC_AUTHORIZATION_FAILED, RD_KAFKA_RESP_ERR_GROUP_AUTHORIZATION_FAILED,
      RD_KAFKA_RESP_ERR_TRANSACTIONAL_ID_AUTHORIZATION_FAILED, RD_KAFKA_RESP_ERR_CLUSTER_AUTHORIZATION_FAILED:
      true
    default: false
    }
  }

  public var isMessageTooLarge: Bool { response == RD_KAFKA_RESP_ERR_MSG_SIZE_TOO_LARGE }

  /// This message, sent again as it is, would fail again.
  var isPermanentForMessage: Bool {
    switch response {
    case RD_KAFKA_RESP_ERR_MSG_SIZE_TOO_LARGE, RD_KAFKA_RESP_ERR_TOPIC_AUTHORIZATION_FAILED, RD_KAFKA_RESP_ERR_CLUSTER_AUTHORIZATION_FAILED,
      RD_KAFKA_RESP_ERR__UNKNOWN_TOPIC, RD_KAFKA_RESP_ERR_UNKNOWN_TOPIC_OR_PART, RD_KAFKA_RESP_ERR_TOPIC_EXCEPTION,
      RD_KAFKA_RESP_ERR_INVALID_RECORD, RD_KAFKA_RESP_ERR_POLICY_VIOLATION:
      true
    default: false
    }
  }

  /// What a person can do about it; nil where that is not knowable from the code.
  public var advice: String? {
    if isFenced { return "Another instance with the same identifier took over: stop one of them, or give each its own" }
    if isUnknownTopic { return "The topic does not exist, or this user may not see it: create it, or check its name" }
    if isMessageTooLarge { return "Raise the topic's max.message.bytes and the client's message.max.bytes, or send less" }
    switch response {
    case RD_KAFKA_RESP_ERR__TRANSPORT, RD_KAFKA_RESP_ERR__ALL_BROKERS_DOWN, RD_KAFKA_RESP_ERR__RESOLVE:
      return "No broker could be reached: check that it runs, its address, and security.protocol"
    case RD_KAFKA_RESP_ERR__TIMED_OUT, RD_KAFKA_RESP_ERR_REQUEST_TIMED_OUT, RD_KAFKA_RESP_ERR__MSG_TIMED_OUT:
      return "No answer in time: a broker is down, hanging or not reachable from here"
    case RD_KAFKA_RESP_ERR_TOPIC_AUTHORIZATION_FAILED: return "Grant this user the operation on the topic (ACL)"
    case RD_KAFKA_RESP_ERR_GROUP_AUTHORIZATION_FAILED: return "Grant this user Read on the group (ACL)"
    case RD_KAFKA_RESP_ERR_TRANSACTIONAL_ID_AUTHORIZATION_FAILED: return "Grant this user Write on the transactional identifier (ACL)"
    case RD_KAFKA_RESP_ERR_CLUSTER_AUTHORIZATION_FAILED: return "Grant this user the operation on the cluster (ACL)"
    case RD_KAFKA_RESP_ERR__AUTHENTICATION, RD_KAFKA_RESP_ERR_SASL_AUTHENTICATION_FAILED:
      return "Check user, password and sasl.mechanisms (SCRAM to Apache Kafka 4 needs librdkafka 2.6.1)"
    case RD_KAFKA_RESP_ERR__SSL: return "Check ssl.ca.location and that the broker's certificate names its host"
    case RD_KAFKA_RESP_ERR_OFFSET_METADATA_TOO_LARGE: return "Raise the broker's offset.metadata.max.bytes"
    case RD_KAFKA_RESP_ERR__QUEUE_FULL: return "The brokers take messages more slowly than they are sent: wait, or send less"
    default: return nil
    }
  }

  private var response: rd_kafka_resp_err_t { rd_kafka_resp_err_t(rawValue: code) }
}
