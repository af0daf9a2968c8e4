# Everything that people run. The set-up comes first each time; it is quick when nothing changed.
SHELL := /usr/bin/env bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

PYTHON := .venv/bin/python
HOLD := $(PYTHON) -m luwes.project.postgres hold --
# Three workers for two cores, for each waits for its database and browser, unless JOBS says otherwise; TESTS narrows what runs: make test TESTS=luwes/people
JOBS ?= 3
TESTS ?=
PYTEST := .venv/bin/pytest -n $(JOBS) --dist worksteal

.PHONY: help
help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: demo
demo: prepare ## Luwes with a made-up province and a flood, on 127.0.0.1 (PORT=8000, PEOPLE=6000, ANEW=1)
	@$(PYTHON) tools/demo.py

.PHONY: demo-check
demo-check: prepare ## play the story of the flood without serving; writes build/demo.json
	@$(PYTHON) tools/demo.py --check

.PHONY: test
test: prepare chromium ## all tests, the slow ones in their short form (TESTS=path: pictures of pages in build/screens)
	@$(if $(TESTS),,LUWES_PICTURES=0) $(HOLD) $(PYTEST) $(TESTS)
	@$(if $(TESTS),,tools/postgres15)

.PHONY: test-all
test-all: prepare chromium ## all tests in their long form
	@LUWES_SLOW=1 $(HOLD) $(PYTEST) $(TESTS)
	@$(if $(TESTS),,tools/postgres15)

.PHONY: check
check: prepare ## format, lint, types, import contracts, templates, spelling, migrations, translations
	@$(HOLD) tools/check

.PHONY: format
format: prepare ## put code and templates into shape
	@.venv/bin/ruff check --quiet --fix . || true
	@.venv/bin/ruff format --quiet .
	@find luwes -path '*/templates/*.html' | xargs .venv/bin/djade --target-version 5.2

.PHONY: setup
setup: ## prepare everything, start nothing but the database
	@tools/setup

.PHONY: stop
stop: ## end the demo and the database
	@tools/stop

.PHONY: messages
messages: prepare ## bring the English catalogue up to date with the texts in the code
	@$(PYTHON) tools/messages.py

.PHONY: wiring
wiring: prepare ## write docs/wiring.md anew
	@$(PYTHON) tools/wiring.py

.PHONY: panduan
panduan: prepare ## write the guides by role in docs/panduan from the pages' help texts
	@$(PYTHON) tools/panduan.py

.PHONY: screens
screens: prepare chromium ## screenshots for the README, into docs/screens
	@$(HOLD) $(PYTHON) tools/screens.py

.PHONY: drawings
drawings: prepare chromium ## pictures of the modules that come with Luwes, from tools/drawings
	@$(PYTHON) tools/draw.py

.PHONY: bench
bench: prepare ## the benchmarks (ONLY=area; PEERS=1: other solvers beside the planner); a line a figure in build/bench.jsonl
	@$(HOLD) $(PYTHON) -m bench $(if $(ONLY),--only $(ONLY))

.PHONY: requirements
requirements: prepare ## resolve requirements/*.in anew, with hashes
	@tools/requirements

.PHONY: prepare
prepare:
	@tools/setup --no-database

.PHONY: chromium
chromium:
	@tools/chromium
