# What there is to do here. `make` alone says it.
.DEFAULT_GOAL := help
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c

PREFIX ?= /usr/local
# Flags of every debug build, so that `check` and `test` build once.
SWIFT_FLAGS ?=
ARRESTER := .build/release/arrester
FORMAT := swift format
SWIFT_FILES = $(shell find Sources Tests Benchmarks Fuzzing Package.swift -name .build -prune -o -name '*.swift' -print)

# Tests that wait for others, with a limit: beside those that only compute, they would wait for a core.
TESTS_THAT_WAIT := ^(ArresterServerTests|ArresterEnforcementTests)\.|^ArresterTests\.(LoopQueueTests|RunningServiceTests|ServedMetricsTests|DashboardTests|AlertRelayTests)

# Integration tests that answer others from their own process: beside those that block its threads, they could not.
TESTS_THAT_SERVE := ^IntegrationTests\.(GuardedClusterTests|AWSEnforcementTests|AWSMeddlingTests|RevokedRightsTests|HaltAtWorkTests|EnvoyTests)

.PHONY: help demo demo-aws demo-kubernetes test fast-tests integration-tests check lint rules test-console test-browser test-faults test-alerts build install benchmark benchmark-baselines benchmark-peers sanitize format fuzz clean dependencies test-dependencies

help: ## prints this
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-20s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: build ## shows the whole thing in one process, in under a minute; installs what is missing
	$(ARRESTER) demo

demo-aws: build test-dependencies ## shows it on a real Kafka and AWS's API in one process (moto): an agent is stopped while it deletes
	ARRESTER=$(ARRESTER) Scripts/demo-aws

demo-kubernetes: build test-dependencies ## shows it on a real Kafka and a real API server
	ARRESTER=$(ARRESTER) Scripts/demo-kubernetes

test: fast-tests integration-tests ## runs everything, the fast suites first; installs what is missing

fast-tests: test-dependencies ## runs everything but the integration tests
	swift build --build-tests $(SWIFT_FLAGS)
	swift test --skip-build --disable-xctest $(SWIFT_FLAGS) --skip '^IntegrationTests\.' --skip '$(TESTS_THAT_WAIT)'
	swift test --skip-build --disable-xctest $(SWIFT_FLAGS) --filter '^ArresterServerTests\.'
	swift test --skip-build --disable-xctest $(SWIFT_FLAGS) --filter '$(TESTS_THAT_WAIT)' --skip '^ArresterServerTests\.'

integration-tests: fast-tests ## runs the tests that start brokers and processes
	swift test --skip-build --disable-xctest $(SWIFT_FLAGS) --filter '$(TESTS_THAT_SERVE)'
	swift test --skip-build --disable-xctest $(SWIFT_FLAGS) --filter '^IntegrationTests\.' --skip '$(TESTS_THAT_SERVE)'

check: ## what CI runs: format, house rules, warnings as errors, every test, half a minute of fuzzing each
	$(MAKE) dependencies
	$(MAKE) lint
	$(MAKE) rules
	$(MAKE) test-console
	$(MAKE) test SWIFT_FLAGS='-Xswiftc -warnings-as-errors'
	$(MAKE) test-browser SWIFT_FLAGS='-Xswiftc -warnings-as-errors'
	$(MAKE) fuzz

lint: ## checks the format of every Swift file
	@$(FORMAT) lint --strict --configuration .swift-format $(SWIFT_FILES)

rules: ## checks the direction of imports and the house rules
	Scripts/check-imports

test-browser: test-dependencies ## shows the console to Chromium: every screen in light and dark, wide and narrow, what two people do, axe
	swift build --product arrester $(SWIFT_FLAGS)
	ARRESTER=$$(swift build --show-bin-path $(SWIFT_FLAGS))/arrester Scripts/test-browser

test-console: test-dependencies ## checks what the console's modules compute, without a browser
	node --test Tests/ConsoleModuleTests/

# TIME: seconds for which each fault's events are fed. SEED: which events and moments. FAULTS: names, or short (what CI has time for).
test-faults: test-dependencies ## breaks things around serve on a real Kafka and counts: FAULTS='killed zombie' for some, or short; TIME=, SEED=
	swift build --product arrester $(SWIFT_FLAGS)
	ARRESTER=$$(swift build --show-bin-path $(SWIFT_FLAGS))/arrester Scripts/test-faults $(FAULTS) $(if $(TIME),--time $(TIME)) $(if $(SEED),--seed $(SEED))

test-alerts: test-dependencies ## checks the Prometheus rules of deploy/prometheus, and that each alert calls where it must
	cd deploy/prometheus && promtool check rules *.rules.yml && promtool test rules rules.test.yml

build: dependencies ## builds .build/release/arrester
	swift build --configuration release --product arrester

install: build ## installs the binary and the models under PREFIX (default: /usr/local)
	install -D -m 755 $(ARRESTER) "$(DESTDIR)$(PREFIX)/bin/arrester"
	install -d "$(DESTDIR)$(PREFIX)/share/arrester/models"
	install -d "$(DESTDIR)$(PREFIX)/share/arrester/models/demo"
	install -m 644 models/*.json "$(DESTDIR)$(PREFIX)/share/arrester/models/"
	install -m 644 models/demo/*.jsonl "$(DESTDIR)$(PREFIX)/share/arrester/models/demo/"

benchmark: ## runs the benchmarks, then says what differs from Benchmarks/baselines.json
	@Scripts/install-dependencies --benchmarks
	swift run --configuration release --package-path Benchmarks ArresterBenchmarks $(BENCHMARK_FLAGS)

benchmark-baselines: ## writes Benchmarks/baselines.json anew; on an idle machine
	@Scripts/install-dependencies --benchmarks
	swift run --configuration release --package-path Benchmarks ArresterBenchmarks --refresh-baselines

benchmark-peers: build ## runs Arrester beside the same job by hand in C++, on a Kafka of its own; takes some minutes
	@Scripts/install-dependencies --tests
	Scripts/benchmark-peers

# In a debug build the sanitizer does not see stores to raw memory; and a test that it warns in passes all the same.
sanitize: dependencies ## runs the engine's tests under the thread sanitizer
	swift test -c release -Xswiftc -enable-testing --sanitize=thread --scratch-path .build/thread-sanitizer --disable-xctest \
	  --filter '^ArresterEngineTests\.' 2>&1 | tee .build/thread-sanitizer.log
	! grep -q 'WARNING: ThreadSanitizer' .build/thread-sanitizer.log

# Begins the same way each time: what fails once fails again.
fuzz: dependencies ## gives what others write to libFuzzer: TIME=3600 for an hour each, FUZZ_TARGETS='records topics' for some
	TIME=$(or $(TIME),30) Scripts/fuzz $(FUZZ_TARGETS)

format: ## formats every Swift file in place
	@$(FORMAT) --in-place --configuration .swift-format $(SWIFT_FILES)

clean: ## removes everything that was built
	rm -rf .build Benchmarks/.build

dependencies:
	@Scripts/install-dependencies

test-dependencies:
	@Scripts/install-dependencies --tests
