#include "machine.h"

#include <malloc.h>
#include <stdlib.h>
#include <sys/random.h>

uint64_t arrester_seed_of_process;

__attribute__((constructor)) static void draw_seed(void) {
  // A seed that anyone could guess would let names be chosen that collide.
  if (getrandom(&arrester_seed_of_process, sizeof arrester_seed_of_process, 0) != sizeof arrester_seed_of_process) abort();
}

/// The most that glibc takes for the first on 64 bits, and enough for every answer to a fetch.
static const int largest_kept_block = 32 * 1024 * 1024;
static const int most_kept_free = 1024 * 1024 * 1024;

void arrester_keep_freed_memory(void) {
  mallopt(M_MMAP_THRESHOLD, largest_kept_block);
  mallopt(M_TRIM_THRESHOLD, most_kept_free);
}
