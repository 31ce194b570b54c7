# Two commands do everything on a machine that has Python 3.11+ and make:
#   make run     opens the dashboard on the articles in seeds/
#   make test    runs every check
#   make bench   says how fast it is beside references, and fails where it has become slower
# The weights that ship are made anew by: .venv/bin/python -m training --help
# Options of run: PORT=8601  ARTICLES=path/to/articles  HEADLESS=1 (opens no browser)

PYTHON   ?= python3
PORT     ?= 8501
ARTICLES ?=
HEADLESS ?=

VENV  := .venv
BIN   := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: run test test-oldest test-nominatim bench gazetteer golden docs-settings lint lock dist docs sbom clean help

help:
	@sed -n '1,6s/^# \{0,1\}//p' Makefile

run: $(READY)
	@$(if $(ARTICLES),DATELINE_ARTICLES='$(abspath $(ARTICLES))') $(BIN)/streamlit run dashboard/app.py \
		--server.port $(PORT) --server.headless $(if $(filter 1 true yes,$(HEADLESS)),true,false)

test: $(READY)
	@$(MAKE) --no-print-directory --jobs 2 lint gazetteer
	$(BIN)/python -m pytest -n 2 --dist loadfile

# Has the gazetteer built, where that was not done yet.
gazetteer: $(READY)
	@$(BIN)/dateline geocode Herat >/dev/null

# The suite without the browser, with the lowest versions that pyproject.toml allows.
test-oldest: .venv-oldest/.ready
	.venv-oldest/bin/python -m pytest -n 2 --dist loadfile --ignore=tests/browser

.venv-oldest/.ready: pyproject.toml $(READY)
	$(PYTHON) -m venv --clear .venv-oldest
	VIRTUAL_ENV='$(CURDIR)/.venv-oldest' $(BIN)/uv pip install --resolution lowest-direct --editable '.[fr,gazetteer,gis,timestamp,cluster,dev]'
	@touch $@

# Outside the default suite: against a real Nominatim, made of a few places written by hand.
# Needs postgresql-15-postgis-3, osm2pgsql, libicu-dev, pkg-config and g++ (names of Debian 12).
test-nominatim: $(READY) .venv-nominatim/.ready
	$(BIN)/python -m pytest tests/nominatim/real.py

.venv-nominatim/.ready:
	$(PYTHON) -m venv .venv-nominatim
	.venv-nominatim/bin/python -m pip install --quiet --disable-pip-version-check nominatim-db==5.3.3 \
		nominatim-api==5.3.3 falcon==4.4.0 uvicorn==0.54.0 'psycopg[binary]==3.3.9'
	@touch $@

# Ratios to references measured in the same run; RECORD=1 makes them those to be kept to.
bench: $(READY)
	@$(BIN)/python -m tests.benchmarks.bench $(if $(filter 1 true yes,$(RECORD)),--record)

# Rewrites what the geoparser makes of some 300 articles, when a change is meant to change it;
# tests/geo/golden/golden.txt is then reviewed as a diff.
golden: $(READY)
	@$(BIN)/python -m tests.geo.golden.golden

# Writes docs/settings.md anew, of the declarations in geo/settings.py.
docs-settings: $(READY)
	@$(BIN)/python -m tests.docs.settings_page

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
	$(BIN)/python .ci/host_requirements.py

# The wheel, with the gazetteer and the samples in it, and the sdist, from which pip builds one.
dist: $(READY)
	rm -rf dist
	$(BIN)/uv build --sdist --no-build-isolation --python $(BIN)/python
	$(BIN)/uv build --wheel --no-build-isolation --python $(BIN)/python

# What is in a release, for whoever watches for advisories: a CycloneDX list of the whole lock.
sbom: .venv-sbom/.ready
	@mkdir -p dist
	.venv-sbom/bin/cyclonedx-py requirements --output-reproducible --output-file dist/sbom.json requirements.lock
	@echo 'dist/sbom.json'

.venv-sbom/.ready:
	$(PYTHON) -m venv .venv-sbom
	.venv-sbom/bin/python -m pip install --quiet --disable-pip-version-check cyclonedx-bom==7.5.0
	@touch $@

# The documentation as a site, in build/docs; a dead link or a missing page fails.
docs: $(READY)
	NO_MKDOCS_2_WARNING=1 COLUMNS=90 $(BIN)/mkdocs build --quiet --strict --clean --config-file .ci/mkdocs.yml

clean:
	rm -rf $(VENV) .venv-oldest .venv-nominatim .venv-sbom build dist *.egg-info
	find cache -mindepth 1 ! -name .gitignore -delete
