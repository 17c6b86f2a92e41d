#ifndef ARRESTER_BARE_SIMDJSON_H
#define ARRESTER_BARE_SIMDJSON_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// simdjson On Demand and nothing else: what a program by hand would read of a CloudTrail record with it.
typedef struct bare_parser bare_parser;

bare_parser *bare_parser_create(void);
void bare_parser_destroy(bare_parser *parser);

/// Reads every field that Arrester's decoder reads of a record, and does nothing with them.
/// Returns a sum over what was read, 0 where the record could not be read.
uint64_t bare_parser_read_all(bare_parser *parser, const uint8_t *bytes, size_t length);

/// Reads the seven fields of the reference job R1: time, name, region, error, readOnly, arn and the session issuer's arn.
uint64_t bare_parser_read_seven(bare_parser *parser, const uint8_t *bytes, size_t length);

/// simdjson's version, as `3.0.1`.
const char *bare_simdjson_version(void);

#ifdef __cplusplus
}
#endif
#endif
