# Two commands: `make run` serves the aid, `make test` checks all of it. Both set up what they need.
PYTHON ?= python3
PORT ?= 8501
BIN := .venv/bin

.PHONY: run test screenshots clean

run: .venv/run.ready
	@echo "The aid opens at http://localhost:$(PORT)"
	@$(BIN)/uvicorn app:app --host 127.0.0.1 --port $(PORT) --no-access-log --log-level warning

test: .venv/test.ready
	$(BIN)/ruff check .
	$(BIN)/mypy
	CHROMIUM="$$(sh tests/find_browser.sh $(BIN))" || exit 1; CHROMIUM="$$CHROMIUM" $(BIN)/pytest -n 2

screenshots: .venv/test.ready
	CHROMIUM="$$(sh tests/find_browser.sh $(BIN))" || exit 1; CHROMIUM="$$CHROMIUM" $(BIN)/python -m tests.screenshots

.venv/run.ready: requirements.txt constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "This needs Python 3.11 or newer; run: make PYTHON=python3.11 …")'
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	touch $@

.venv/test.ready: .venv/run.ready requirements-dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	touch $@

clean:
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis
