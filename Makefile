# make demo and make test set everything up by themselves; nothing but make and a Python 3.12 or newer is needed.

PYTHON := $(shell for p in python3.13 python3.12 python3.14 python3 $$(ls -d $$HOME/.pyenv/versions/3.1[2-9]*/bin/python 2>/dev/null); do \
	$$p -c 'import sys, ssl, sqlite3, venv; sys.exit(sys.version_info < (3, 12))' 2>/dev/null && { command -v $$p; break; }; done)
BIN := .venv/bin
WORKING := demo test lint format bench browser-test

.PHONY: $(WORKING) clean

demo: .venv/installed
	@$(BIN)/otrar demo

test: .venv/installed-dev
	$(BIN)/pytest -q -m "not browser"

browser-test: .venv/installed-dev
	$(BIN)/pytest -q -m browser

lint: .venv/installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: .venv/installed-dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

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

clean:
	rm -rf .venv build *.egg-info .mypy_cache .ruff_cache .pytest_cache
