# Everything a person does with this project. `make` alone says what there is.

GO      ?= go
VERSION ?= $(shell git describe --tags --always --dirty 2>/dev/null || echo development)

# The version control system is asked above, by us: a clone that git distrusts must still build.
# Without --no-export-dynamic the program carries the engine's symbol table, 7 MB that each start reads.
BUILD := $(GO) build -buildvcs=false -ldflags "-s -w -X main.version=$(VERSION) -extldflags=-Wl,--no-export-dynamic"

KILLS ?= 200
GREMLINS := v0.6.0

DEMO := bin/bilan send suivi-hebdo -c config.example.yaml --period 2026-W46 --to direction@lenoir.example

.DEFAULT_GOAL := help
.PHONY: docs help build demo demo-english test test-quick chaos race mutate mutate-proofs lint bench generate clean compiler

help: ## say what there is
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-13s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

build: compiler ## make bin/bilan
	$(BUILD) -o bin/bilan ./cmd/bilan

demo: build ## make the French example's report and mail it into the folder out
	@touch -t 202611160600 examples/data/*.csv # deals and other states are called by the day on which their files were written
	@echo $(DEMO)
	@$(DEMO)
	@echo; echo "Open the report and the mail that carries it:"; ls -1 out/*suivi-hebdo* out/*.eml 2>/dev/null | sort -u | sed 's/^/  /'

demo-english: build ## the same for the English example
	@touch -t 202611160600 examples/english.db
	bin/bilan send monthly-review -c examples/english.yaml --period 2026-10

test: compiler ## run every test, on PostgreSQL and MariaDB servers of its own
	@scripts/test-tools
	scripts/with-databases $(GO) test -timeout 20m ./...

test-quick: compiler ## run the tests that need no server and little time
	env -u BILAN_TEST_POSTGRES -u BILAN_TEST_MARIADB $(GO) test -short ./...

chaos: compiler ## kill workers and daemons 200 times each amid edits, renames, restores and clock jumps, and count every message (minutes)
	BILAN_TEST_POSTFIX=1 BILAN_CHAOS=$(KILLS) scripts/with-databases $(GO) test -count 1 -p 1 -v -timeout 240m -run 'Chaos|Postfix' ./internal/ledger ./internal/daemon

# The ledger and the daemon start processes and wait for them: under the race detector on two cores each takes longer than go's ten minutes.
race: compiler ## run the tests under the race detector
	$(GO) test -short -race -p 2 -timeout 60m ./...

mutate: compiler ## change each line of a room a little and see a test fail: make mutate ROOM=report/metric
	@test -n "$(ROOM)" || { echo "say which room: make mutate ROOM=internal/schedule"; exit 1; }
	GOBIN=$(CURDIR)/bin/tools $(GO) install github.com/go-gremlins/gremlins/cmd/gremlins@$(GREMLINS)
	bin/tools/gremlins unleash ./$(ROOM)

mutate-proofs: compiler ## take each proof of members' editions out of the program, and see a planted leak get through
	BILAN_MUTATE=1 $(GO) test -count 1 -timeout 60m -v -run TestEachProofIsNeeded ./internal/run

lint: ## check format, vet, static analysis and known vulnerabilities
	@GO="$(GO)" scripts/lint

bench: compiler ## run the benchmarks
	$(GO) test -run '^$$' -bench . -benchmem ./...

generate: compiler ## write the example data and the JSON Schema again
	$(GO) run ./examples/generate
	$(GO) run ./cmd/bilan schema > docs/config.schema.json.new
	mv docs/config.schema.json.new docs/config.schema.json

docs: build ## write the reference pages, the packs' pages and the JSON Schema again
	$(GO) test ./internal/config/load ./internal/packpage -run 'Reference|Docs|Pages' -update
	$(GO) run ./cmd/bilan schema > docs/config.schema.json.new
	mv docs/config.schema.json.new docs/config.schema.json

clean: ## remove what was built and made
	rm -rf bin out

compiler:
	@scripts/compiler
