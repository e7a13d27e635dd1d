# Each sets up what it needs: `make demo` screens the sample CVs, `make run` serves HTTP, `make test` runs everything.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: demo run test lint bench requirements samples clean

demo: $(VENV)/.installed
	$(BIN)/cvscreen screen examples/cvs --job examples/jobs/nurse.txt || test $$? -eq 1

run: $(VENV)/.installed
	$(BIN)/cvscreen serve $(SERVE_ARGS)

test: lint
	$(BIN)/python -m coverage erase
	$(BIN)/python -m pytest --cov --cov-report= $(PYTEST_ARGS)
	$(BIN)/python -m coverage report --fail-under=85
	$(BIN)/python -m coverage report --include='*/cvscreen/domain/*,*/cvscreen/usecases/*' --fail-under=95

lint: $(VENV)/.installed
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/lint-imports
	$(BIN)/mypy

bench: $(VENV)/.installed
	$(BIN)/python benchmarks/run.py

requirements: $(VENV)/.installed
	$(BIN)/pip-compile --quiet --allow-unsafe --generate-hashes --all-extras --no-strip-extras --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --no-header --output-file requirements.txt pyproject.toml

samples: $(VENV)/.installed
	$(BIN)/python examples/make_samples.py

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis .coverage* build dist

$(VENV)/.installed: requirements.txt pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --requirement requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
	touch $@
