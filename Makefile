# make run           set everything up and open the app
# make test          set everything up, a browser included, and run the tests
# make check         format, lint, types, translations, and the tests that need neither app nor browser
# make check-oldest  the tests of the core with the oldest versions that pyproject.toml allows, in .oldest
# make bench         measure speed and memory; writes docs/benchmarks.md
# make soak          the long runs: a thousand questions of every topic and level, 100,000 lines to parse
# make texts         collect the texts of the code for the translators

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
NODE   := $(BIN)/node
APP    := $(VENV)/.app-ready
DEV    := $(VENV)/.dev-ready
JS     := node_modules/.ready
OLDEST := .oldest
PYTEST := $(BIN)/python -m pytest -q
LIGHT  := tests/core tests/views tests/answers tests/server tests/ui tests/texts poolviz

.PHONY: soak run setup test check check-oldest lint light bench texts browser

run: $(APP)
	$(BIN)/streamlit run app.py --server.headless false

setup: $(APP) $(DEV)

$(APP): requirements.txt
	$(PYTHON) -c "import sys; sys.exit(sys.version_info < (3, 11) and 'poolviz needs Python 3.11 or newer')"
	test -d $(VENV) || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet -r requirements.txt
	touch $@

$(DEV): $(APP) tests/requirements.txt
	$(BIN)/python -m pip install --quiet -r tests/requirements.txt
	touch $@

# What checks the JavaScript; the app itself needs no node.
$(JS): $(DEV) package.json package-lock.json
	PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/npm ci --silent
	touch $@

browser: $(DEV)
	$(BIN)/python tests/browser/find_browser.py --install

# Needed by check and by test: `make check test` runs it once.
light: $(DEV) $(JS)
	$(PYTEST) -n auto --dist loadfile $(LIGHT)
	$(NODE) --test "tests/**/*.test.js"

# Browser and load tests have the machine to themselves.
test: setup browser light
	$(PYTEST) -n auto --dist loadfile tests/sources tests/pages
	$(PYTEST) tests/browser tests/load

check: lint light

lint: $(DEV) $(JS)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(NODE) node_modules/eslint/bin/eslint.js poolviz tests eslint.config.js
	$(NODE) node_modules/typescript/bin/tsc -p .

# Some gigabytes, of which most are torch: pip's cache keeps them for the next time.
$(OLDEST)/.ready: pyproject.toml tests/core/oldest.py
	$(PYTHON) -m venv $(OLDEST)
	$(PYTHON) tests/core/oldest.py > $(OLDEST)/requirements.txt
	$(OLDEST)/bin/python -m pip install --quiet -r $(OLDEST)/requirements.txt
	touch $@

check-oldest: $(OLDEST)/.ready
	$(OLDEST)/bin/python -m pytest -q -n auto --dist loadfile tests/core

bench: setup browser
	$(BIN)/python tests/bench/run.py

texts: $(DEV)
	$(BIN)/python tests/texts/collect_texts.py

soak: $(DEV)
	POOLVIZ_SEEDS=1000 $(PYTEST) --timeout 3600 -n auto tests/core/questions tests/core/pooling/code
