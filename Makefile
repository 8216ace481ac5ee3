# govcompare: `make run` serves the site, `make test` tests it; nothing else needs to be installed first
# (Python 3.11 or newer, git and make), but for pictures Chromium and Chinese fonts.
SHELL := /bin/bash
.DEFAULT_GOAL := help
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8000
CHROMIUM ?= /usr/bin/chromium

# empty where pictures cannot be made
PICTURES = $(shell fc-list :lang=zh-cn 2>/dev/null | grep -q . && { [ -x "$(CHROMIUM)" ] || command -v chromium-browser google-chrome-stable google-chrome; } && echo yes)

export SECRET_KEY ?= $(shell mkdir -p var && { [ -s var/secret-key ] || (umask 077 && head -c 48 /dev/urandom | base64 | tr -d '\n' > var/secret-key); cat var/secret-key; })
export INSECURE_HTTP ?= 1
export PORT
export GOVCOMPARE_VAR_DIR ?= $(CURDIR)/var

.PHONY: help run test bench fuzz check fix data messages requirements programs

help: ## list the commands
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/  make \1\t\2/' | expand -t 22

$(VENV)/installed: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "govcompare needs Python 3.11 or newer; set PYTHON=python3.12, for example.")'
	@[ -x $(BIN)/python ] || $(PYTHON) -m venv $(VENV)
	@echo "Installing the pinned requirements (once) ..."
	@$(BIN)/pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

$(VENV)/installed-dev: $(VENV)/installed requirements-dev.txt
	@echo "Installing what tests and checks need (once) ..."
	@$(BIN)/pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@

data: $(VENV)/installed ## migrate the database and load data/ into it
	@$(BIN)/python manage.py migrate --verbosity 0
	@$(BIN)/python manage.py load_dataset

run: data ## serve the site, with its worker, on http://127.0.0.1:8000/ (PORT=8123 make run for another port)
	@$(BIN)/python manage.py collectstatic --noinput --verbosity 0
	@[ -n "$(PICTURES)" ] || echo "No Chromium or no Chinese fonts found: all works but pictures. To have them: sudo apt-get install chromium fonts-noto-cjk"
	@# through a pipe of ours: supervisord opens its output anew, and a terminal or file of another user would refuse it
	@exec $(BIN)/supervisord -c supervisord.conf > >(trap '' INT TERM; exec cat) 2>&1

programs:
	@missing=""; \
	{ [ -x "$(CHROMIUM)" ] && fc-list :lang=zh-cn 2>/dev/null | grep -q .; } || missing="chromium fonts-noto-cjk fontconfig"; \
	PATH="$$PATH:/usr/sbin" command -v nginx >/dev/null || missing="$$missing nginx-light"; \
	command -v curl >/dev/null || missing="$$missing curl"; \
	[ -z "$$missing" ] || { \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	    echo "Installing what tests drive:" $$missing "..."; \
	    apt-get update -qq && RUNLEVEL=1 DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $$missing >/dev/null; \
	  else \
	    echo "The tests with real programs need more of them: sudo apt-get install" $$missing >&2; exit 1; \
	  fi; }

test: $(VENV)/installed-dev programs ## run the whole suite: unit, SQLite, PostgreSQL, browser
	@echo "== SQLite and the browser" && env -u DATABASE_URL $(BIN)/pytest
	@echo "== PostgreSQL: the tests that ask the database (the others would say the same)" && $(BIN)/python tests/with_postgresql.py $(BIN)/pytest -m "database and not browser"

bench: $(VENV)/installed-dev programs ## measure pictures, pages (needs Node) and sizes (beside Datasette; needs wrk); writes docs/performance.md
	@command -v wrk >/dev/null || { [ "$$(id -u)" = 0 ] && apt-get install -y -qq wrk >/dev/null; } || { echo "The bench of sizes sends its load with wrk: sudo apt-get install wrk" >&2; exit 1; }
	@failed=; $(BIN)/python -m tests.bench.exports || failed=1; $(BIN)/python -m tests.bench.pages || failed=1; \
	$(BIN)/python -m tests.bench.sizes --write docs/performance.md || failed=1; [ -z "$$failed" ]

fuzz: $(VENV)/installed-dev programs ## send 12,000 nonsensical requests to a site of its own (SEED=1 make fuzz for those of a seed)
	@$(BIN)/python -m tests.fuzz $(if $(SEED),--seed $(SEED))

messages: $(VENV)/installed-dev ## gather the marked strings into locale/en and compile them (gathering needs gettext)
	@command -v xgettext >/dev/null || { echo "Gathering strings needs gettext: sudo apt-get install gettext" >&2; exit 1; }
	@$(BIN)/python manage.py makemessages --locale en --no-location --no-obsolete --ignore .venv --ignore var --ignore tests --verbosity 0
	@for name in django dataset; do $(BIN)/python -c "import polib; polib.pofile('locale/en/LC_MESSAGES/$$name.po').save_as_mofile('locale/en/LC_MESSAGES/$$name.mo')"; done

check: $(VENV)/installed-dev ## lint, format, templates, missing migrations, deployment settings, known vulnerabilities
	@$(BIN)/ruff check . && $(BIN)/ruff format --check .
	@$(BIN)/djlint --quiet --lint templates
	@$(BIN)/python manage.py makemigrations --check --dry-run
	@INSECURE_HTTP= SECRET_KEY=$$(head -c 60 /dev/urandom | base64 | tr -d '\n') $(BIN)/python manage.py check --deploy --fail-level WARNING
	@$(BIN)/python -m tests.audit requirements.txt requirements-dev.txt

fix: $(VENV)/installed-dev ## repair lint and format where a tool can
	@$(BIN)/ruff check --fix . ; $(BIN)/ruff format .

requirements: $(VENV)/installed-dev ## compile requirements*.in into requirements*.txt
	@$(BIN)/pip install --quiet --disable-pip-version-check pip-tools
	@for name in requirements requirements-dev; do \
	  $(BIN)/pip-compile --quiet --strip-extras --no-header --no-emit-index-url --no-emit-trusted-host --no-emit-find-links \
	    --annotation-style=line -o $$name.txt $$name.in; done
