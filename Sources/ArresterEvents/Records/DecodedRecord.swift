/// What a record turned out to be.
public enum DecodedRecord {
  /// A mutation, tried or done. The frame is valid until the decoder's next record.
  case change(EventFrame)
  /// A read: it moves the watermark and is counted, no more.
  case read(time: Int64, platform: Platform)
  /// A write inside a resource (an object, a table's item): off by default, counted like a read.
  case dataEvent(time: Int64, platform: Platform)
  /// An object that is no event: a digest, an insight.
  case skipped
  /// Several records in one; their places in the text are in the decoder's `innerRecords`.
  case container
  case deadLetter(DeadLetterReason)
}
