# Everything a person does with this project; `make` alone says what there is.
# Variables: PYTHON (the interpreter), VENV (the folder), DEMO, TEST and BENCH (options of the demo, pytest, benchmarks), SEEDS, REPLAY.

VENV ?= .venv
DEMO ?=
BENCH ?=
SEEDS ?= 20000
REPLAY ?=
TEST ?= -n 3 --dist loadfile --no-loadscope-reorder
BIN = $(VENV)/bin
INSTALLED = pyproject.toml tools/venv.sh
RESOLVE = $(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes \
	--no-header --no-emit-index-url --quiet $(UPGRADE)

.DEFAULT_GOAL := help
.PHONY: help demo test simulate check bench pictures schema vendor catalogues lock

help: ## What there is
	@sed -n 's/^\([a-z]*\):.*## /\1	/p' Makefile | awk -F '\t' '{ printf "  make %-11s %s\n", $$1, $$2 }'

demo: $(VENV)/.installed-demo ## Cobro with a local Slack and a local Alegra, in the browser; no account needed
	@$(BIN)/cobro demo --with-parent $(DEMO)

test: $(VENV)/.installed-dev ## All tests; TEST="tests/billing -x" chooses some
	@$(BIN)/python -m pytest $(TEST)

simulate: $(VENV)/.installed-dev ## Lives of the bot under bad weather on a virtual clock; SEEDS=1000 fewer, REPLAY=4711 prints one
	@$(BIN)/python -m tests.simulation $(if $(REPLAY),--replay $(REPLAY),--seeds $(SEEDS))

check: $(VENV)/.installed-dev ## Style, types and layers
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

bench: $(VENV)/.installed-dev ## Measure speed, memory and requests on a quiet machine; writes docs/performance.md. BENCH="acks" chooses
	@$(BIN)/python -m benchmarks $(BENCH)

pictures: $(VENV)/.installed-dev ## Take the pictures of docs/pictures anew (needs Chromium and fonts-noto-color-emoji)
	@$(BIN)/python -m tools.pictures
	@$(BIN)/python -m tools.gallery_pictures

catalogues: $(VENV)/.installed-dev ## Bring the translations up to date with the sentences in the code
	@$(BIN)/python -m tools.catalogues

schema: ## Generate the Block Kit schema anew from the types that Slack publishes (needs npm)
	cd tools/block_kit_schema && npm ci && npm run generate

vendor: ## Copy the libraries of the local Slack's page anew (needs npm)
	cd tools/vendor && npm ci && node copy.mjs

lock: $(VENV)/.installed-dev ## Choose the versions of all dependencies anew; UPGRADE=--upgrade takes the newest
	@$(BIN)/python -m pip install --quiet uv
	$(RESOLVE) --output-file locks/run.txt
	$(RESOLVE) --output-file locks/demo.txt --extra sandbox --extra build
	$(RESOLVE) --output-file locks/dev.txt --extra dev

$(VENV)/.installed-demo: locks/demo.txt $(INSTALLED)
	@sh tools/venv.sh $(VENV) locks/demo.txt
	@touch $@

$(VENV)/.installed-dev: locks/dev.txt $(INSTALLED)
	@sh tools/venv.sh $(VENV) locks/dev.txt
	@touch $@ $(VENV)/.installed-demo
