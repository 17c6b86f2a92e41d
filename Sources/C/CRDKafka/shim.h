#include <librdkafka/rdkafka.h>
#include <librdkafka/rdkafka_mock.h>

/// `rd_kafka_producev` is variadic, which Swift cannot call. Copies key and value. A NULL key is no key, a NULL value a tombstone;
/// partition -1 lets the partitioner choose, timestamp 0 is the time of the call. On success librdkafka owns `headers` (may be NULL).
static inline rd_kafka_resp_err_t arrester_rdkafka_produce(rd_kafka_t *handle, const char *topic, int32_t partition, const void *key,
                                                           size_t key_length, const void *value, size_t value_length,
                                                           int64_t timestamp_milliseconds, rd_kafka_headers_t *headers, void *token) {
  if (headers)
    return rd_kafka_producev(handle, RD_KAFKA_V_TOPIC(topic), RD_KAFKA_V_PARTITION(partition), RD_KAFKA_V_MSGFLAGS(RD_KAFKA_MSG_F_COPY),
                             RD_KAFKA_V_KEY(key, key_length), RD_KAFKA_V_VALUE((void *)value, value_length),
                             RD_KAFKA_V_TIMESTAMP(timestamp_milliseconds), RD_KAFKA_V_OPAQUE(token), RD_KAFKA_V_HEADERS(headers),
                             RD_KAFKA_V_END);
  return rd_kafka_producev(handle, RD_KAFKA_V_TOPIC(topic), RD_KAFKA_V_PARTITION(partition), RD_KAFKA_V_MSGFLAGS(RD_KAFKA_MSG_F_COPY),
                           RD_KAFKA_V_KEY(key, key_length), RD_KAFKA_V_VALUE((void *)value, value_length),
                           RD_KAFKA_V_TIMESTAMP(timestamp_milliseconds), RD_KAFKA_V_OPAQUE(token), RD_KAFKA_V_END);
}
