#include "benchmark_seam.h"

#include <benchmark/benchmark.h>

static benchmark::State &state_of(benchmark_state *state) { return *reinterpret_cast<benchmark::State *>(state); }

void benchmark_register(const char *name, benchmark_body body, void *context, bool real_time) {
  auto *registered = benchmark::RegisterBenchmark(
      name, [body, context](benchmark::State &state) { body(reinterpret_cast<benchmark_state *>(&state), context); });
  if (real_time) registered->UseRealTime();
}

bool benchmark_keep_running_batch(benchmark_state *state, int64_t count) { return state_of(state).KeepRunningBatch(count); }

void benchmark_set_bytes(benchmark_state *state, int64_t bytes) { state_of(state).SetBytesProcessed(bytes); }

void benchmark_set_counter(benchmark_state *state, const char *name, double value) { state_of(state).counters[name] = value; }

void benchmark_fail(benchmark_state *state, const char *reason) { state_of(state).SkipWithError(reason); }

void benchmark_keep(uint64_t value) { benchmark::DoNotOptimize(value); }

int benchmark_run(int argc, char **argv) {
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 2;
  benchmark::RunSpecifiedBenchmarks();
  benchmark::Shutdown();
  return 0;
}
