// simdjson On Demand as a program by hand would use it: what Arrester's decoder is held against.
#include "bare_simdjson.h"

#include <cstring>
#include <string_view>
#include <vector>

#include <simdjson.h>

#include "fields.h"

using namespace simdjson;

struct bare_parser {
  ondemand::parser parser;
  std::vector<char> buffer = std::vector<char>(1 << 16);
};

bare_parser *bare_parser_create(void) { return new bare_parser; }

void bare_parser_destroy(bare_parser *parser) { delete parser; }

// simdjson wants readable bytes after the text, and a record in the middle of others has none of its own: it is copied.
static ondemand::document open(bare_parser *parser, const uint8_t *bytes, size_t length) {
  if (parser->buffer.size() < length + SIMDJSON_PADDING) parser->buffer.resize(2 * length + SIMDJSON_PADDING);
  memcpy(parser->buffer.data(), bytes, length);
  return parser->parser.iterate(parser->buffer.data(), length, parser->buffer.size());
}

uint64_t bare_parser_read_all(bare_parser *parser, const uint8_t *bytes, size_t length) {
  try {
    ondemand::document document = open(parser, bytes, length);
    return all_fields(document);
  } catch (const simdjson_error &) {
    return 0;
  }
}

uint64_t bare_parser_read_seven(bare_parser *parser, const uint8_t *bytes, size_t length) {
  try {
    ondemand::document document = open(parser, bytes, length);
    return seven_fields(document);
  } catch (const simdjson_error &) {
    return 0;
  }
}

const char *bare_simdjson_version(void) { return SIMDJSON_STRINGIFY(SIMDJSON_VERSION); }
