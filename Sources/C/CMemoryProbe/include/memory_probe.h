#ifndef ARRESTER_MEMORY_PROBE_H
#define ARRESTER_MEMORY_PROBE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// Bytes of the process that are in memory, after what malloc has no use for was given back; 0 where the kernel does not say.
size_t memory_probe_resident_bytes(void);

/// Counts allocations of the calling thread from now on: redirects malloc and its kin in every loaded object.
/// Returns false where that cannot be done; nothing is changed then. Not for several threads at once.
bool memory_probe_begin_counting(void);

/// Ends counting and puts everything back. Returns how many allocations the calling thread made since.
uint64_t memory_probe_end_counting(void);

#ifdef __cplusplus
}
#endif
#endif
