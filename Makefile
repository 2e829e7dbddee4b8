# The commands of the project; `make` alone lists them. Everything is put under .venv and .data, and only what is missing.

PORT ?= 8000
PYTHON ?= $(shell command -v python3.11 || command -v python3)
ARGS ?=
SHELL := /bin/bash

py := .venv/bin/python
lock := .venv/bin/uv pip compile --quiet --universal --generate-hashes --no-header --python-version 3.11 pyproject.toml
to_run := libpangoft2-1.0-0 libharfbuzz-subset0 fonts-liberation2
to_test := chromium libjaxb-java

.PHONY: help setup run test lint bench lock vendor

help:
	@echo "make setup    set up what running needs and is missing; starts nothing"
	@echo "make run      set up, load the demonstration at the first start, serve on 127.0.0.1:$(PORT) (PORT=… to change)"
	@echo "make test     set up what tests need, then run every test (ARGS=… goes to pytest)"
	@echo "make lint     check style, types, templates, migrations and lock files"
	@echo "make bench    time the main pages at full size"
	@echo "make lock     lock the dependencies of pyproject.toml with their hashes"
	@echo "make vendor   rebuild the committed copies of GOV.UK Frontend and axe (needs npm)"

setup: .venv/.to-run
	@.ci/packages "Running s75" $(to_run)
	@$(py) manage.py set_up

run: setup
	@if [ "$$S75_ENV" != production ] && \
	  $(py) manage.py shell -v 0 -c 'from budgets.models import Place; raise SystemExit(Place.objects.exists())'; \
	  then echo "Loading the demonstration."; $(py) manage.py load_demo; fi
	@echo "s75 is on http://127.0.0.1:$(PORT)/ – end it with Ctrl-C."
	@trap 'kill -TERM $$server' INT TERM; \
	  PORT=$(PORT) $(py) manage.py work & worker=$$!; \
	  PORT=$(PORT) $(py) -m gunicorn --config python:s75.serving s75.wsgi & server=$$!; \
	  wait $$server; wait $$server; ended=$$?; \
	  kill -TERM $$worker 2>/dev/null; wait $$worker; $(py) -m s75.embedded; \
	  [ $$ended -eq 0 ] || [ $$ended -eq 127 ]

test: .venv/.to-test
	@.ci/packages "Testing s75" $(to_run) $(to_test) $$(command -v java >/dev/null || echo default-jre-headless)
	@$(py) -m pytest -n 2 --dist worksteal $(ARGS)

lint: .venv/.to-test
	@$(py) -m ruff check .
	@$(py) -m ruff format --check .
	@$(py) -m mypy
	@$(py) -m djlint --quiet --lint templates
	@$(py) -m pytest --quiet tests/s75/test_lock.py
	@DJANGO_SETTINGS_MODULE=tests.settings $(py) manage.py makemigrations --check --dry-run
	@DJANGO_SETTINGS_MODULE=tests.settings $(py) -m s75.embedded

bench: setup
	@$(py) manage.py bench $(ARGS)

lock: .venv/.to-test
	@$(lock) --output-file requirements.txt $(ARGS)
	@$(lock) --group dev --constraint requirements.txt --output-file requirements-dev.txt $(ARGS)

vendor:
	@.ci/vendor

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "s75 needs Python 3.11 or newer, and this is " + sys.version)'
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || .ci/packages "A virtual environment" \
	  "$$($(PYTHON) -c 'import sys; print(f"python3.{sys.version_info[1]}-venv")')"
	@$(PYTHON) -m venv --clear .venv

.venv/.to-run: requirements.txt | .venv/bin/python
	@echo "Installing what running needs."
	@$(py) -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements.txt
	@touch $@

.venv/.to-test: requirements-dev.txt | .venv/.to-run
	@echo "Installing what testing needs."
	@$(py) -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements-dev.txt
	@touch $@
