# One command per habit. `make` alone lists them.

PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin/python
INSTALL := $(RUN) -m pip install --quiet --disable-pip-version-check --require-hashes

# Settings that the checks read; nothing is contacted. As in production, so that `check --deploy` means something.
CHECK_ENVIRONMENT := DEBUG=off HTTPS_ONLY=on ALLOWED_HOSTS=entente.example \
	SECRET_KEY=only-for-checks-0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEFGHIJ \
	DATABASE_URL=postgresql://entente_app@127.0.0.1:1/entente \
	DATABASE_OWNER_URL=postgresql://entente_owner@127.0.0.1:1/entente \
	REDIS_URL=redis://127.0.0.1:1/0

.DEFAULT_GOAL := help
.PHONY: help install install-dev run test replay lint bench format requirements

help: ## list the commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | while IFS="$$(printf '\t')" read -r name does; \
		do printf '  make %-13s %s\n' "$$name" "$$does"; done

install: $(VENV)/installed ## .venv with what running needs
install-dev: $(VENV)/installed-dev ## .venv with what tests and checks need

run: install ## start everything: servers, web, worker, beat (PORT, DATA_DIR, DATABASE_URL, REDIS_URL, …)
	@exec $(RUN) -m tracker.run --with-parent

test: install-dev ## run all tests on real PostgreSQL and Valkey (ARGS="-k name" for some)
	@exec $(RUN) -m pytest $(ARGS)

replay: install-dev ## ask every answer of 500 random histories again (make test asks those of 50)
	@ENTENTE_HISTORIES=500 $(RUN) -m pytest tests/agreements/history/test_replay.py $(ARGS)

lint: install-dev ## style, types, who imports whom, migrations, deployment, API schema
	$(RUN) -m ruff check .
	$(RUN) -m ruff format --check .
	$(CHECK_ENVIRONMENT) $(RUN) -m mypy
	$(VENV)/bin/lint-imports
	$(CHECK_ENVIRONMENT) $(RUN) -W error manage.py makemigrations --check --dry-run
	$(CHECK_ENVIRONMENT) $(RUN) manage.py check --deploy --fail-level WARNING
	$(CHECK_ENVIRONMENT) $(RUN) manage.py spectacular --validate --fail-on-warn --file $(VENV)/openapi.yaml

bench: install-dev ## measure: tables to read, JSON to keep
	@exec $(RUN) -m benchmarks $(ARGS)

format: install-dev ## put the style right
	$(RUN) -m ruff check --fix .
	$(RUN) -m ruff format .

requirements: $(VENV)/bin/python ## compile requirements*.in (UPGRADE=1 for the newest versions)
	$(RUN) -m pip install --quiet --disable-pip-version-check uv
	$(VENV)/bin/uv pip compile $(COMPILE) requirements.in --output-file requirements.txt
	$(VENV)/bin/uv pip compile $(COMPILE) requirements-dev.in --constraints requirements.txt --output-file requirements-dev.txt
COMPILE = --quiet --generate-hashes --universal --python-version 3.11 --no-emit-index-url --no-emit-find-links \
	--custom-compile-command 'make requirements' $(if $(UPGRADE),--upgrade)

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; this is " + sys.version.split()[0] + ". Name another: make PYTHON=python3.12")'
	@echo "Making $(VENV)"
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); echo "No virtual environment could be made. On Debian: apt-get install python3-venv"; exit 1; }

# The stamps are newer than the lists whose packages are installed.
$(VENV)/installed: requirements.txt | $(VENV)/bin/python
	@echo "Installing what running needs"
	@$(INSTALL) -r requirements.txt
	@touch $@

$(VENV)/installed-dev: requirements-dev.txt $(VENV)/installed
	@echo "Installing what tests and checks need"
	@$(INSTALL) -r requirements-dev.txt
	@touch $@
