# Needs Python 3.11 or newer and make, nothing else. Everything lands in .venv/, pinned by hash.
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet
PACKAGES := bot handlers storage tests
WORKERS ?= 2

.PHONY: demo test check coverage bench bundles install lint types imports lock settings
.DEFAULT_GOAL := demo

demo: $(VENV)/.installed ## The whole product on a pretend workspace; ARGS="--script kidnapping" plays a case
	$(BIN)/exigent demo $(ARGS)

install: $(VENV)/.installed ## The product and what it needs, as the command .venv/bin/exigent
	@echo "Installed: $(BIN)/exigent --help"

test: $(VENV)/.developed ## Every test, on both databases; CI=true makes a missing Chromium a failure
	$(BIN)/python -m pytest -n $(WORKERS) --dist loadfile $(ARGS)

check: lint types imports test ## What CI runs

coverage: ## The same tests with their branch coverage, which takes a third longer
	$(MAKE) test ARGS="--cov --cov-report=term:skip-covered $(ARGS)"

bench: $(VENV)/.developed ## Latency and throughput as ratios to bare libraries, in one run
	$(BIN)/python -m tests.bench $(ARGS)

bundles: $(VENV)/.developed ## Every byte of a case bundle flipped, and 1,000 histories checked by an independent program
	$(BIN)/python -m tests.bundles $(ARGS)

lint: $(VENV)/.developed
	$(BIN)/ruff format --check $(PACKAGES)
	$(BIN)/ruff check $(PACKAGES)

types: $(VENV)/.developed
	$(BIN)/mypy

imports: $(VENV)/.developed
	PYTHONPATH=. $(BIN)/lint-imports

settings: $(VENV)/.installed ## Print the tables of docs/ again after a setting or a rule changed
	$(BIN)/exigent settings > docs/settings.md
	$(BIN)/python -m bot.lifecycle_table docs/architecture.md
	$(BIN)/python -m bot.report_papers docs

lock: ## For maintainers, with uv: pin again what pyproject.toml asks for
	uv pip compile $(LOCK) --extra practice pyproject.toml -o requirements.lock
	uv pip compile $(LOCK) --all-extras -c requirements.lock pyproject.toml -o requirements-dev.lock
	uv pip compile $(LOCK) --group build -o requirements-build.lock

LOCK := --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	--no-annotate --no-header

$(VENV)/.made: requirements-build.lock
	@test -n "$(PYTHON)" || { echo "Python: expected 3.11 or newer, found none; install it, or say PYTHON=/path/to/it"; exit 2; }
	@echo "Making $(VENV) ..."
	@$(PYTHON) -m venv $(VENV) || { echo "venv: could not be made; on Debian and Ubuntu install python3-venv"; exit 2; }
	@$(PIP) --require-hashes -r requirements-build.lock
	@touch $@

$(VENV)/.installed: $(VENV)/.made requirements.lock pyproject.toml
	@echo "Installing the pinned packages ..."
	@$(PIP) --no-build-isolation --require-hashes -r requirements.lock
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.developed: $(VENV)/.installed requirements-dev.lock
	@echo "Installing the pinned packages for tests ..."
	@$(PIP) --no-build-isolation --require-hashes -r requirements-dev.lock
	@touch $@
