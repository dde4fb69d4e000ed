# make run           set everything up and open the app
# make test          set everything up, a browser included, and run the tests
# make check         format, lint, types, translations, and the tests that need neither app nor browser
# make check-oldest  the tests of the core with the oldest versions that pyproject.toml allows, in .oldest
# make bench         measure speed and memory; writes docs/benchmarks.md
# make soak          the long runs: a thousand questions of every topic and level, hundreds of thousands of
#                    texts for every reader, program and field of a page, 20,000 steps of the random walk, and
#                    an hour of it in a browser, with uploads, drags and lost connections: MINUTES=60 SEED=0
# make mutate        change the core one sign at a time, at SAMPLE=300 random places drawn by SEED=0, and see which
#                    changes no test notices; writes tests/mutation.txt. MODULES names what is changed, such as
#                    MODULES="poolviz.pooling.windows*". About 13,750 changes can be made: all of them take hours
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
# Tests that failed run once more, one after the other: what hangs on other work of the machine passes then, and
# what is wrong fails again. Anything but failed tests (exit status 1) stands as it is.
tested  = $(PYTEST) $(1) $(2) || { test $$? -eq 1 && $(PYTEST) --last-failed --last-failed-no-failures none $(2); }
LIGHT  := tests/core tests/views tests/answers tests/server tests/ui tests/texts poolviz

.PHONY: mutate soak run setup test check check-oldest lint light bench texts browser

run: $(APP)
	$(BIN)/python -m poolviz.command

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
	$(call tested,-n auto --dist loadfile,$(LIGHT))
	$(NODE) --test "tests/**/*.test.js"

# Load tests have the machine to themselves.
test: setup browser light
	$(call tested,-n auto --dist loadfile,tests/sources tests/pages)
	$(call tested,-n auto --dist worksteal,tests/browser)
	$(call tested,,tests/load)

check: lint light

lint: $(DEV) $(JS)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(NODE) node_modules/eslint/bin/eslint.js poolviz tests eslint.config.js
	$(NODE) node_modules/typescript/bin/tsc -p .

# Some gigabytes, of which most are torch: pip's cache keeps them for the next time.
$(OLDEST)/.ready: pyproject.toml tests/core/make/oldest.py
	$(PYTHON) -m venv $(OLDEST)
	$(PYTHON) tests/core/make/oldest.py > $(OLDEST)/requirements.txt
	$(OLDEST)/bin/python -m pip install --quiet -r $(OLDEST)/requirements.txt
	touch $@

check-oldest: $(OLDEST)/.ready
	$(OLDEST)/bin/python -m pytest -q -n auto --dist loadfile tests/core

bench: setup browser
	$(BIN)/python tests/bench/run.py

texts: $(DEV)
	$(BIN)/python tests/texts/collect_texts.py

MINUTES ?= 60

soak: $(DEV) browser
	POOLVIZ_SEEDS=1000 $(PYTEST) --timeout 7200 -n auto tests/core/questions tests/core/pooling/code \
		tests/sources/test_any_numbers.py tests/sources/programs/test_any_program.py \
		tests/answers/walks/test_any_address.py tests/answers/settings/test_layer.py
	POOLVIZ_WALK=20000 $(PYTEST) --timeout 7200 tests/pages/test_random_walk.py
	POOLVIZ_EVENTS=200000 $(PYTEST) --timeout 7200 tests/answers/walks/test_walk.py
	$(BIN)/python -m tests.load.soak --minutes $(MINUTES) --seed $(SEED)

MUTATE  := $(VENV)/.mutate-ready
MODULES ?= poolviz.*
SAMPLE  ?= 300
SEED    ?= 0
WORKERS ?= 2
SECONDS ?= 300

$(MUTATE): $(DEV) tests/core/make/mutation.txt
	$(BIN)/python -m pip install --quiet -r tests/core/make/mutation.txt
	touch $@

# Exit status 1 where a change survived for which tests/mutation.txt has no reason.
mutate: $(MUTATE)
	PYTHONPATH=. $(BIN)/python -m tests.core.make.mutate --sample $(SAMPLE) --seed $(SEED) --workers $(WORKERS) --seconds $(SECONDS) "$(MODULES)"
