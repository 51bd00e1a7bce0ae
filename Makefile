# make setup   .venv, from the lock file
# make demo    a sample web on loopback, crawled into an embedded PostgreSQL
# make crawl   the real catalogue
# make test    lint, types, tests
# make fuzz    156,000 inputs (nightly, half an hour)
# make soak    simulated scheduled runs with faults at random
# make audit   dependencies: nothing beside the lock file, no known holes
PYTHON ?= python3
BIN := .venv/bin

.DEFAULT_GOAL := help
.PHONY: help setup demo crawl test fuzz soak audit lint lock clean

help:
	@sed -n 's/^# \(make .*\)/\1/p' Makefile

.venv/.ready: pyproject.toml requirements.lock
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "detaincrawl needs Python 3.11 or newer, this is " + sys.version.split()[0] + ": make PYTHON=python3.12 …")'
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

setup: .venv/.ready

demo: setup
	$(BIN)/python -m detaincrawl.demo

crawl: setup
	$(BIN)/detaincrawl db upgrade
	$(BIN)/scrapy crawl news

lint: setup
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

test: lint
	$(BIN)/python -m pytest --numprocesses auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder

fuzz: setup
	FUZZ=100 $(BIN)/python -m pytest -m hypothesis tests/discover tests/extract tests/read tests/normalise

soak: setup
	$(BIN)/python -m benchmarks.soak

audit: setup
	.ci/audit

lock:
	uv pip compile pyproject.toml --group dev --universal --generate-hashes --no-emit-index-url --no-header -o requirements.lock

clean:
	rm -rf .venv
