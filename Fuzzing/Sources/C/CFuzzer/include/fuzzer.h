#ifndef ARRESTER_FUZZER_H
#define ARRESTER_FUZZER_H

#include <stddef.h>
#include <stdint.h>

/// libFuzzer's loop (https://llvm.org/docs/LibFuzzer.html, "Using libFuzzer as a library"). Returns once it has run as long as its
/// arguments say; ends the process at a finding.
int LLVMFuzzerRunDriver(int *argc, char ***argv, int (*run)(const uint8_t *data, size_t size));

#endif
