# Everything in .venv; nothing but Python 3.11+, make and a package index is needed.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready

.PHONY: help brief test test-slow guards fuzz lint types check golden bench bench-quality audit constraints clean

help: ## what there is
	@grep -E '^[a-z-]+:.*##' Makefile | sed 's/:.*## /\t/'

$(READY): pyproject.toml constraints.txt
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt "pip>=25.1"
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --group dev --editable .
	@touch $(READY)

brief: $(READY) ## make the brief of the example, out/2025-05-15/
	$(BIN)/briefing build --config examples/istanbul/briefing.toml --date 2025-05-15 --out out
	@echo "the same as a page: out/2025-05-15/brief.html"

TESTS = $(BIN)/python -m pytest --numprocesses auto --dist worksteal

test: $(READY) ## run the tests, but for those that take long
	$(TESTS) -m "not slow"

test-slow: $(READY) ## run those that take long: programs killed at many instants, whole weeks, real servers
	$(TESTS) -m slow

guards: $(READY) ## take each guard against hostile input out of a copy, and see that a test misses it
	$(BIN)/python -m benchmarks.guards

FUZZ_SECONDS ?= 3600

fuzz: $(READY) ## feed the parsers and the whole way with bytes that nobody meant, for FUZZ_SECONDS; what breaks is in out/fuzz/
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --group fuzz
	$(BIN)/python -m benchmarks.fuzz --seconds $(FUZZ_SECONDS)

golden: $(READY) ## write the golden renderings anew, three mornings of the example among them; look at the difference
	$(BIN)/python tests/render/renew.py
	RENEW_GOLDEN=1 $(BIN)/python -m pytest --quiet tests/render

lint: $(READY) ## ruff: rules and format
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(READY) ## mypy, strict
	$(BIN)/mypy

check: lint types test test-slow ## all of it

bench: $(READY) ## speed and memory beside what else one would take: out/speed.json
	$(BIN)/python -m benchmarks.speed

bench-quality: $(READY) ## quality in figures, with intervals, beside what else one would take: out/quality.json
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --group bench
	$(BIN)/python -m benchmarks.quality

audit: $(READY) ## ask whether a fault is known of any library in constraints.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --group audit
	$(BIN)/python -m benchmarks.audit

constraints: ## write constraints.txt anew, from the newest releases that pyproject.toml admits
	rm -rf .venv && $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet "pip>=25.1"
	$(BIN)/python -m pip install --quiet --group dev --group bench --group audit --group fuzz --editable .
	{ echo "# The versions that are tested; written by make constraints."; \
	  $(BIN)/python -m pip freeze --all --exclude-editable | grep -v '^setuptools==' | sort -f; } > constraints.txt
	touch $(READY)

clean: ## remove what was made
	rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .hypothesis dist
