# Two commands do everything on a machine that has Python 3.11+ and make:
#   make run     opens the dashboard on the articles in seeds/
#   make test    runs every check
# Options of run: PORT=8601  ARTICLES=path/to/articles  HEADLESS=1 (opens no browser)

PYTHON   ?= python3
PORT     ?= 8501
ARTICLES ?=
HEADLESS ?=

VENV  := .venv
BIN   := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: run test lint lock clean help

help:
	@sed -n '1,4s/^# \{0,1\}//p' Makefile

run: $(READY)
	@$(if $(ARTICLES),DATELINE_ARTICLES='$(abspath $(ARTICLES))') $(BIN)/streamlit run dashboard/app.py \
		--server.port $(PORT) --server.headless $(if $(filter 1 true yes,$(HEADLESS)),true,false)

test: $(READY) lint
	$(BIN)/python -m pytest

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

# uv itself is pinned, with its hashes, in the lock that it then installs.
$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo 'Dateline needs Python 3.11 or later; name one with: make PYTHON=python3.12 ...' >&2; exit 1; }
	@echo 'Setting up $(VENV) (once)'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@awk '/^[a-z0-9]/ { wanted = /^uv==/ } wanted' requirements.lock > $(VENV)/uv.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement $(VENV)/uv.lock
	@VIRTUAL_ENV='$(CURDIR)/$(VENV)' $(BIN)/uv pip install --require-hashes --requirement requirements.lock
	@VIRTUAL_ENV='$(CURDIR)/$(VENV)' $(BIN)/uv pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

# Run after changing the dependencies in pyproject.toml.
lock: $(READY)
	$(BIN)/uv pip compile --universal --generate-hashes --all-extras --no-emit-index-url --no-header \
		--quiet --output-file requirements.lock pyproject.toml

clean:
	rm -rf $(VENV) build dist *.egg-info
	find cache -mindepth 1 ! -name .gitignore -delete
