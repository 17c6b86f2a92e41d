# What there is to do here. `make` alone says it.
.DEFAULT_GOAL := help
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c

PREFIX ?= /usr/local
# Flags of every debug build, so that `check` and `test` build once.
SWIFT_FLAGS ?=
ARRESTER := .build/release/arrester
FORMAT := swift format
SWIFT_FILES = $(shell find Sources Tests $(wildcard Benchmarks) Package.swift -name .build -prune -o -name '*.swift' -print)

.PHONY: help demo test fast-tests integration-tests check lint rules build install benchmark benchmark-baselines benchmark-peers sanitize format clean dependencies test-dependencies

help: ## prints this
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-20s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: build ## shows the whole thing in one process, in under a minute; installs what is missing
	$(ARRESTER) demo

test: fast-tests integration-tests ## runs everything, the fast suites first; installs what is missing

fast-tests: test-dependencies ## runs everything but the integration tests
	swift build --build-tests $(SWIFT_FLAGS)
	swift test --skip-build --disable-xctest $(SWIFT_FLAGS) --skip '^IntegrationTests\.'

integration-tests: fast-tests ## runs the tests that start brokers and processes
	swift test --skip-build --disable-xctest $(SWIFT_FLAGS) --filter '^IntegrationTests\.'

check: ## what CI runs: format, house rules, warnings as errors, every test
	$(MAKE) dependencies
	$(MAKE) lint
	$(MAKE) rules
	$(MAKE) test SWIFT_FLAGS='-Xswiftc -warnings-as-errors'

lint: ## checks the format of every Swift file
	@$(FORMAT) lint --strict --configuration .swift-format $(SWIFT_FILES)

rules: ## checks the direction of imports and the house rules
	Scripts/check-imports

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

format: ## formats every Swift file in place
	@$(FORMAT) --in-place --configuration .swift-format $(SWIFT_FILES)

clean: ## removes everything that was built
	rm -rf .build Benchmarks/.build

dependencies:
	@Scripts/install-dependencies

test-dependencies:
	@Scripts/install-dependencies --tests
