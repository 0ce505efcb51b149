# Two commands: `make run` serves the aid, `make test` checks all of it. Both set up what they need.
PYTHON ?= python3
PORT ?= 8501
BIN := .venv/bin
# No log of what visitors ask for, no name of the server, no client that sends and never reads, no message that is
# larger than screen/open_line.py lets in.
SERVE := --no-access-log --log-level warning --no-server-header --ws decision_aid.screen.steady_line:SteadyLine --ws-max-size 131072

.PHONY: run test bench fuzz soak supply screenshots clean

run: .venv/run.ready
	@echo "The aid opens at http://localhost:$(PORT)"
	@$(BIN)/uvicorn app:app --host 127.0.0.1 --port $(PORT) $(SERVE)

test: .venv/test.ready
	$(BIN)/ruff check .
	$(BIN)/mypy
	CHROMIUM="$$(sh tests/find_browser.sh $(BIN))" || exit 1; CHROMIUM="$$CHROMIUM" $(BIN)/pytest -n 2

# How fast, beside the same two empty pages. Takes 20 minutes; the last table is in bench/RESULTS.md.
bench: .venv/test.ready
	CHROMIUM="$$(sh tests/find_browser.sh $(BIN))" || exit 1; CHROMIUM="$$CHROMIUM" $(BIN)/python -m bench $(BENCH)

screenshots: .venv/test.ready
	CHROMIUM="$$(sh tests/find_browser.sh $(BIN))" || exit 1; CHROMIUM="$$CHROMIUM" $(BIN)/python -m tests.screenshots

# The long forms of two tests: ten times the hostile input; 1,000 visitors who come and go.
fuzz: .venv/test.ready
	AID_HOSTILE=10 $(BIN)/pytest -n 0 tests/test_hostile_input.py

soak: .venv/test.ready
	AID_SOAK=1000 $(BIN)/pytest -n 0 tests/test_soak.py

# Licences, an SBOM and known flaws of all that is installed. The tools have an environment of their own.
supply: .venv/test.ready
	test -x .venv/supply/bin/python || $(PYTHON) -m venv .venv/supply
	.venv/supply/bin/pip install --quiet pip-audit==2.10.1 pip-licenses==5.5.5 cyclonedx-bom==7.3.1
	mkdir -p docs/supply
	.venv/supply/bin/pip-licenses --python=$(BIN)/python --format=markdown --order=license > docs/supply/licences.md
	.venv/supply/bin/cyclonedx-py environment $(BIN)/python > docs/supply/sbom.json
	.venv/supply/bin/pip-audit --disable-pip --require-hashes -r requirements.lock > docs/supply/audit.txt 2>&1 || tail -n 3 docs/supply/audit.txt

.venv/run.ready: requirements.txt constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "This needs Python 3.11 or newer; run: make PYTHON=python3.11 …")'
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	$(BIN)/python -m decision_aid.screen.ahead
	touch $@

.venv/test.ready: .venv/run.ready requirements-dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	touch $@

clean:
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis
