# Two commands matter: `make run` and `make test`. Both set everything up first.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: run test test-slow lint bench docs clean

run: $(VENV)/.run
	$(BIN)/foedus run

test: $(VENV)/.dev lint
	$(BIN)/pytest -q -n 2 --dist loadfile -m "not slow"

test-slow: $(VENV)/.dev
	$(BIN)/pytest -q -m slow

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/mypy

bench: $(VENV)/.bench
	$(BIN)/python -m bench

docs: $(VENV)/.run
	$(BIN)/python -m docs.generate

# Pinned versions first, then this project in place: nothing is resolved anew.
$(VENV)/.run: requirements/run.txt pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements/run.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --editable .
	touch $@

$(VENV)/.dev: $(VENV)/.run requirements/dev.txt requirements/cluster.txt
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements/dev.txt -r requirements/cluster.txt
	touch $@

$(VENV)/.bench: $(VENV)/.dev requirements/bench.txt
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements/bench.txt
	touch $@

clean:
	rm -rf $(VENV) out build dist
