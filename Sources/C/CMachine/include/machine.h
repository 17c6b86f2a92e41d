#ifndef ARRESTER_MACHINE_H
#define ARRESTER_MACHINE_H

#include <stdint.h>

/// Drawn before `main` begins; no code of ours runs earlier.
extern uint64_t arrester_seed_of_process;

/// Of this process's hash tables. A Swift static would ask at each use whether it exists yet.
static inline uint64_t arrester_process_seed(void) { return arrester_seed_of_process; }

/// Has the cache line of an address fetched meanwhile. Any address may be given: a wrong one does nothing.
static inline void arrester_prefetch(const void *address) { __builtin_prefetch(address); }

/// Has glibc's allocator keep what is given back to it, for the whole process.
void arrester_keep_freed_memory(void);

#endif
