# Portage Careers. `make` lists what can be made.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PINNED := --universal --python-version 3.11 --generate-hashes --no-annotate --no-header --no-emit-index-url
# Three processes on two cores: what a browser or another process answers is waited for.
SPREAD := -n 3 --dist loadscope --no-loadscope-reorder
# Where Python is told to keep no compiled modules, each of many processes would compile them anew.
export PYTHONDONTWRITEBYTECODE :=
SOURCES := $(shell find careers_site/static/src -type f) package-lock.json hatch_build.py

.PHONY: help run test fuzz mutate audit install production check browser migration bench bench-search soak pictures screenshots axe budgets format clean lock

help: ## list what can be made
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

run: install ## everything from a fresh clone to http://127.0.0.1:8000 (PORT changes it)
	$(BIN)/careers-site upgrade
	$(BIN)/careers-site content load
	$(BIN)/careers-site courses import data/courses.csv
	$(BIN)/careers-site serve

test: install check browser ## style, types, contracts, content, and all tests with a real browser
	$(BIN)/python -m pytest $(SPREAD)

fuzz: install ## the same laws with new random examples, and many more of them
	HYPOTHESIS_PROFILE=fuzz $(BIN)/python -m pytest -n auto tests/properties tests/quiz/test_length.py

mutate: install ## change the rules' engine and the mergers on purpose: which tests notice
	$(BIN)/python -m pip install --quiet mutmut==3.8.1
	$(BIN)/mutmut run
	$(BIN)/mutmut results

audit: install ## known vulnerabilities of what is installed (needs the internet)
	$(BIN)/python -m pip install --quiet pip-audit
	$(BIN)/pip-audit --requirement requirements.lock --disable-pip

check: install ## what needs no test run: style, types, contracts between rooms, content
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/careers-site content check

browser: install ## find a Chromium, or get one
	$(BIN)/python tests/browser/chromium.py

install: $(VENV)/.site ## the virtual environment with everything in it, and the front end

$(VENV)/.packages: requirements.lock
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed")'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $@

$(VENV)/.site: $(VENV)/.packages pyproject.toml $(SOURCES)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps -e .
	@touch $@

production: ## the virtual environment without the tools of tests, for a server
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-production.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps -e .

lock: ## pin again what pyproject.toml names (needs uv)
	uv pip compile pyproject.toml --extra test $(PINNED) --upgrade -o requirements.lock
	uv pip compile pyproject.toml $(PINNED) -c requirements.lock -o requirements-production.lock

migration: install ## write what the models have and the tables lack (NUMBER, ADDS="in a few words")
	$(BIN)/careers-site db migrate --rev-id $(NUMBER) -m "$(ADDS)"

bench: install ## pages and results, measured beside peers (needs wrk; nginx if it is there)
	$(BIN)/python -m bench.pages

bench-search: install ## the course search beside SQLite FTS5 and PostgreSQL (needs wrk)
	$(BIN)/python -m bench.search

soak: install ## ten minutes of readers, editors, kills and attacks at once (SECONDS changes it)
	$(BIN)/python -m bench.soak

pictures: install browser ## draw the pictures of docs/editing.md anew
	DRAW_PICTURES=1 $(BIN)/python -m pytest tests/browser/test_editing.py -k "not without"

screenshots: install browser ## draw every page at 4 widths, light and dark, into screenshots/
	DRAW_SCREENSHOTS=1 $(BIN)/python -m pytest -n 0 tests/browser/test_screenshots.py

axe: install browser ## axe on every page in every width and colour scheme
	EVERY_LOOK=1 $(BIN)/python -m pytest $(SPREAD) -k axe_finds tests/browser

budgets: install browser ## measure pages against tests/browser/budgets.toml
	$(BIN)/python -m pytest -n 0 tests/browser/test_weight.py tests/browser/test_reading.py -k "weighs or high"

format: install ## put the code into shape
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

clean: ## remove what can be made again; instance/ stays
	rm -rf $(VENV) node_modules careers_site/static/build .mypy_cache .ruff_cache .pytest_cache
