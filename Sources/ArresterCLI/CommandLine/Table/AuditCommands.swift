/// Commands about the audit log.
extension CommandTable {
  static let auditVerify = CommandDescription(
    name: "audit verify", summary: "checks that nothing in the audit log was altered, dropped, moved or put in",
    options: [
      OptionDescription(
        name: "bootstrap", value: .text("HOST:PORT"), summary: "reads the topic of this Kafka cluster to its end, instead of a file"),
      OptionDescription(name: "topic", value: .text("NAME"), summary: "the audit topic (default: arrester.audit)"),
      OptionDescription(
        name: "property", value: .text("KEY=VALUE"), isRepeated: true, summary: "anything else for librdkafka, as security.protocol=SSL"),
      OptionDescription(
        name: "public-key", value: .text("FILE"), isRepeated: true,
        summary: "the key that signed the heads, as audit keygen printed it; several where it was changed"),
      OptionDescription(
        name: "heads", value: .text("FILE"), summary: "the service's log, or its lines \"audit head\": how far each chain has to reach"),
      OptionDescription(
        name: "allow-expired", summary: "old records may be gone, as by the topic's retention: a missing beginning is no finding"),
      OptionDescription(name: "json", summary: "prints one JSON object"),
    ],
    arguments: ArgumentDescription(
      name: "FILE", least: 0, summary: "records as JSON Lines, or - for standard input; none with --bootstrap"),
    example: "arrester audit verify --public-key audit.pub --heads arrester.log audit.jsonl",
    notes: [
      "Exit status 0: intact; 1: broken, with each finding in one sentence. Records are compared by their bytes: a file that a tool has "
        + "written anew with other spaces is altered.",
      "Without --public-key a rewrite with fitting hashes does not show; without --heads the loss of the newest records does not. What "
        + "was not checked is said.",
    ])

  static let auditKeygen = CommandDescription(
    name: "audit keygen", summary: "makes the key that signs the heads of the audit log, and prints its public key",
    options: [
      OptionDescription(
        name: "out", value: .text("FILE"), isRequired: true,
        summary: "the private key, which is made for its owner alone to read; a file that is there is left alone")
    ],
    example: "arrester audit keygen --out audit.key",
    notes: ["Keep the public key where those who can write to the audit log cannot change it."])
}
