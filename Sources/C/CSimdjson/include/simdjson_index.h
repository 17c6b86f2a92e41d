#ifndef ARRESTER_SIMDJSON_INDEX_H
#define ARRESTER_SIMDJSON_INDEX_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// The first stage of simdjson: where every structural character and every scalar of a JSON text begins.
/// One indexer belongs to one thread.
typedef struct simdjson_indexer simdjson_indexer;

/// Values of `simdjson_indexer_run`'s result.
enum {
  SIMDJSON_INDEX_OK = 0,
  SIMDJSON_INDEX_EMPTY = 1,
  SIMDJSON_INDEX_UTF8 = 2,
  SIMDJSON_INDEX_UNCLOSED_STRING = 3,
  SIMDJSON_INDEX_CONTROL_CHARACTER = 4,
  SIMDJSON_INDEX_MEMORY = 5,
  SIMDJSON_INDEX_OTHER = 6
};

simdjson_indexer *simdjson_indexer_create(void);
void simdjson_indexer_destroy(simdjson_indexer *indexer);

/// Indexes `length` bytes; no padding after them is read. The positions stay valid until the next call on the same indexer;
/// one more position, equal to `length`, follows the last.
int simdjson_indexer_run(simdjson_indexer *indexer, const uint8_t *bytes, size_t length, const uint32_t **positions, uint32_t *count);

/// The name of the implementation chosen for this processor ("haswell", "icelake", …).
const char *simdjson_implementation_name(void);

#ifdef __cplusplus
}
#endif
#endif
