# The errands of this project. `make run` to see it work, `make test` to prove it.
VENV   := .venv
BIN    := $(VENV)/bin
PYTHON ?= python3

.PHONY: help setup run up check test parts bench quality docs clean

help:            ## this list
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

setup: $(VENV)/.installed  ## make .venv from requirements.lock

$(VENV)/.installed: requirements.lock pyproject.toml deploy/setup.sh
	PYTHON="$(PYTHON)" VENV="$(VENV)" deploy/setup.sh

run: setup       ## run the monitor with the sample newsroom: CLAIMWIRE_PORT and CLAIMWIRE_DATA_DIR move it
	$(BIN)/claimwire up --sample

up: setup        ## run the monitor on the feeds that were added
	$(BIN)/claimwire up

check: setup     ## format, lint, types, layers
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

parts:           ## install what the tests need beside Python (as root with apt-get), or say what is missing
	deploy/test-parts.sh

test: parts setup  ## all tests, with real Kafka and PostgreSQL
	$(BIN)/python -m pytest

bench: setup     ## speed, side by side with the stock spaCy pipeline
	$(BIN)/python -m bench.pipeline

quality: setup   ## the extractor's and the threads' figures on labelled articles
	$(BIN)/python -m bench.quality table

docs: setup      ## write the generated parts of docs/ and schemas/
	$(BIN)/python -m schemas.publish
	$(BIN)/python -m services.listings

clean:           ## remove what setup made
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis
