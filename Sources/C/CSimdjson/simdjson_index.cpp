#include "simdjson_index.h"

#include <memory>
#include <new>
#include <string>

#include <simdjson.h>

// Only simdjson's first stage is used: it finds the structure with vector instructions and validates UTF-8 and strings.
// The walk over that structure is Arrester's own (JSONCursor), so it can be inlined into the decoders and validate what it passes.
struct simdjson_indexer {
  std::unique_ptr<simdjson::internal::dom_parser_implementation> parser;
  size_t capacity = 0;
};

simdjson_indexer *simdjson_indexer_create(void) { return new (std::nothrow) simdjson_indexer; }

void simdjson_indexer_destroy(simdjson_indexer *indexer) { delete indexer; }

// Grows to the next power of two; gives the memory of a giant record back once ordinary ones follow.
static bool reserve(simdjson_indexer *indexer, size_t length) {
  const size_t smallest = 64 * 1024, giant = 4 * 1024 * 1024;
  if (indexer->parser && length <= indexer->capacity && (indexer->capacity < giant || length * 8 > indexer->capacity)) return true;
  size_t wanted = smallest;
  while (wanted < length) wanted *= 2;
  indexer->parser.reset();
  indexer->capacity = 0;
  if (simdjson::get_active_implementation()->create_dom_parser_implementation(wanted, 1, indexer->parser)) return false;
  indexer->capacity = wanted;
  return true;
}

int simdjson_indexer_run(simdjson_indexer *indexer, const uint8_t *bytes, size_t length, const uint32_t **positions, uint32_t *count) {
  *count = 0;
  if (length == 0) return SIMDJSON_INDEX_EMPTY;
  if (length > UINT32_MAX / 2 || !reserve(indexer, length)) return SIMDJSON_INDEX_MEMORY;
  auto error = indexer->parser->stage1(bytes, length, simdjson::stage1_mode::regular);
  switch (error) {
  case simdjson::SUCCESS: break;
  case simdjson::EMPTY: return SIMDJSON_INDEX_EMPTY;
  case simdjson::UTF8_ERROR: return SIMDJSON_INDEX_UTF8;
  case simdjson::UNCLOSED_STRING: return SIMDJSON_INDEX_UNCLOSED_STRING;
  case simdjson::UNESCAPED_CHARS: return SIMDJSON_INDEX_CONTROL_CHARACTER;
  case simdjson::MEMALLOC: return SIMDJSON_INDEX_MEMORY;
  default: return SIMDJSON_INDEX_OTHER;
  }
  uint32_t *indexes = indexer->parser->structural_indexes.get();
  *positions = indexes;
  *count = indexer->parser->n_structural_indexes;
  // simdjson keeps room for this and writes it in the modes that we use; what reads the end of the last token counts on it.
  indexes[*count] = uint32_t(length);
  return SIMDJSON_INDEX_OK;
}

const char *simdjson_implementation_name(void) {
  static const std::string name = simdjson::get_active_implementation()->name();
  return name.c_str();
}
