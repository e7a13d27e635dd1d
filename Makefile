# Each sets up what it needs: `make demo` screens the sample CVs, `make run` serves HTTP, `make test` runs everything.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
COMPILE = $(BIN)/pip-compile --quiet --allow-unsafe --generate-hashes --no-strip-extras --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --no-header
# How many processes share the tests: 0 for one after the other, in this process.
WORKERS ?= 2

.PHONY: demo run worker test lint servers faults bench requirements samples clean

demo: $(VENV)/.installed
	$(BIN)/cvscreen screen examples/cvs --job examples/jobs/nurse.txt || test $$? -eq 1

run: $(VENV)/.installed
	$(BIN)/cvscreen serve $(SERVE_ARGS)

worker: $(VENV)/.installed
	$(BIN)/cvscreen worker $(WORKER_ARGS)

# The servers that some tests run on. Without them these tests are skipped; CI has them all.
servers: $(VENV)/.servers

$(VENV)/.servers: requirements-servers.txt $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --requirement requirements-servers.txt
	$(if $(shell command -v apt-get),$(SUDO) env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends redis-server mariadb-server clamav-daemon)
	touch $@

test: lint
	$(BIN)/python -m coverage erase
	$(BIN)/python -m pytest --numprocesses $(WORKERS) --dist loadgroup --cov --cov-report= $(PYTEST_ARGS)
	$(BIN)/python -m coverage report --fail-under=85
	$(BIN)/python -m coverage report --include='*/cvscreen/domain/*,*/cvscreen/usecases/*' --fail-under=95

lint: $(VENV)/.installed
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/lint-imports
	$(BIN)/mypy

# Servers and workers are killed, stopped and frozen under load; FAULTS=short is what CI does.
faults: $(VENV)/.servers
	CVSCREEN_TEST_FAULTS=$(or $(FAULTS),full) $(BIN)/python -m pytest tests/faults $(PYTEST_ARGS)

bench: $(VENV)/.installed
	$(BIN)/python benchmarks/run.py

requirements: $(VENV)/.installed
	$(COMPILE) --all-extras --output-file requirements.txt pyproject.toml
	cp requirements.txt requirements-production.txt # so that what both name has one version
	$(COMPILE) $(addprefix --extra ,server mysql mongodb motor s3 redis celery openrouter) --output-file requirements-production.txt pyproject.toml
	$(COMPILE) --output-file requirements-servers.txt requirements-servers.in

samples: $(VENV)/.installed
	$(BIN)/python examples/make_samples.py

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis .coverage* build dist

$(VENV)/.installed: requirements.txt pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --requirement requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
	touch $@
