#ifndef ARRESTER_BENCHMARK_SEAM_H
#define ARRESTER_BENCHMARK_SEAM_H

#include <stdbool.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// A running benchmark: Google Benchmark's `State`.
typedef struct benchmark_state benchmark_state;

/// What is measured: loops while `benchmark_keep_running_batch` says so. `context` is what was given on registration.
typedef void (*benchmark_body)(benchmark_state *state, void *context);

/// `real_time`: judge by elapsed time instead of the main thread's CPU time; for bodies with threads of their own.
void benchmark_register(const char *name, benchmark_body body, void *context, bool real_time);

/// Whether to do `count` more iterations; the clock runs from the first call to the one that says no.
bool benchmark_keep_running_batch(benchmark_state *state, int64_t count);

/// Also reports a rate in bytes a second.
void benchmark_set_bytes(benchmark_state *state, int64_t bytes);

/// Also reports a number under a name.
void benchmark_set_counter(benchmark_state *state, const char *name, double value);

/// Gives the benchmark up, and says why.
void benchmark_fail(benchmark_state *state, const char *reason);

/// Keeps the compiler from dropping the work that led to `value`.
void benchmark_keep(uint64_t value);

/// Runs what was registered, as the arguments say (`--benchmark_filter=…`, `--help`). Returns an exit status.
int benchmark_run(int argc, char **argv);

#ifdef __cplusplus
}
#endif
#endif
