#include "machine.h"

#include <stdlib.h>
#include <sys/random.h>

uint64_t arrester_seed_of_process;

__attribute__((constructor)) static void draw_seed(void) {
  // A seed that anyone could guess would let names be chosen that collide.
  if (getrandom(&arrester_seed_of_process, sizeof arrester_seed_of_process, 0) != sizeof arrester_seed_of_process) abort();
}
