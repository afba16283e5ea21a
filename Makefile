# Every command of the project; `make help` lists them. The work is done in tools/.
.DEFAULT_GOAL := help
SHELL := /bin/sh

PORT ?= 8000
export PORT
PY := .venv/bin/python

# Any Python from 3.11 on will do to begin with.
PYTHON ?= $(shell for name in python3 python3.13 python3.12 python3.11 python3.14; do \
	if $$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then echo $$name; exit; fi; done)
PREPARE = @$(if $(PYTHON),,echo "Huitou needs Python 3.11 or newer; on Debian: sudo apt-get install python3"; exit 1;) \
	$(PYTHON) -m tools.prepare

help: ## list the commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

run: ## install what is missing, then open the desk with the demo company (PORT=8000)
	$(PREPARE) run
	@exec .venv/bin/huitou serve --demo

dev: ## the same for people who change it: pages and Python are built and loaded again on every change
	$(PREPARE) run
	@.venv/bin/huitou demo --ensure
	@exec $(PY) -m tools.dev

test: ## all tests: SQLite, PostgreSQL and the browser
	$(PREPARE) test
	@exec $(PY) -m tools.run_tests

test-fast: ## the tests of the rooms under SQLite only
	$(PREPARE) check
	@exec $(PY) -m pytest -q --ignore=tests/scenarios

check: ## format, lint, types, contracts, translations, migrations, page sources
	$(PREPARE) check
	@exec $(PY) -m tools.checks

format: ## put the Python files into the house's form
	$(PREPARE) check
	@.venv/bin/ruff check --fix --quiet . ; .venv/bin/ruff format .

bench: ## measure speed and size against the bare limit
	$(PREPARE) test
	@exec $(PY) -m bench

messages: ## bring new sentences into the English catalogue
	$(PREPARE) check
	@$(PY) -m tools.messages --update

build: ## build the pages and translations
	$(PREPARE) build

wheel: ## dist/huitou-….whl with the built pages and translations in it
	$(PREPARE) run
	@exec $(PY) -m tools.wheel

lock: ## compile the lock files anew (UPGRADE=1: with the newest versions allowed)
	$(PREPARE) check
	@exec $(PY) -m tools.lock $(if $(UPGRADE),--upgrade)

clean: ## remove what was built and installed; the data stays
	rm -rf .venv .make .node node_modules build dist *.egg-info huitou/front/static/huitou \
		.mypy_cache .pytest_cache .ruff_cache .hypothesis test-results
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
	find huitou -name '*.mo' -delete

.PHONY: help run dev test test-fast check format bench messages build wheel lock clean
