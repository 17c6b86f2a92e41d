// What is read of a record. Each returns a sum over what it read, 0 where the record holds nothing of it.
#ifndef ARRESTER_FIELDS_H
#define ARRESTER_FIELDS_H

#include <cstdint>

#include <simdjson.h>

// Every field that Arrester's decoder reads of a record, in one pass over it.
uint64_t all_fields(simdjson::ondemand::document &document);

// The seven fields of the reference job R1.
uint64_t seven_fields(simdjson::ondemand::document &document);

#endif
