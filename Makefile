# make run    publish the sample newsroom at http://127.0.0.1:8000
# make test   run every test
# make setup  make the environment alone (.venv); the others do it by themselves
# make check  lint, types and tests
# make torture  the long tests (tests/test_life_machine.py, tests/test_crash.py, tests/test_load.py, a large drop) for long,
#               otherwise each time, and what they did: with TORTURE=1 some five minutes on two cores, with TORTURE=n n times
#               as long; by itself ten times
# make fuzz   files of chance through every reader, others each time (tests/test_fuzzing.py); FUZZ=n tries n thousand of
#               each kind, by itself ten
# make bench  the measurements of docs/performance.md
# make lock   requirements.lock and tests/requirements.lock anew, after a pin has changed: the hash of every file of each release

.DEFAULT_GOAL := run
.PHONY: run test setup lint check torture fuzz bench lock object-store clean

PYTHON ?= python3
BIN := .venv/bin
# Two more than there are cores: some tests mostly wait for processes of their own.
TESTERS ?= $(shell expr $$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2) + 2)
# The tests start Python some two hundred times; without bytecode each would compile the whole package anew.
unexport PYTHONDONTWRITEBYTECODE

# The sample newsroom has a name and a face of its own; a feedservice.toml here, or one that FEEDSERVICE_CONFIG names, counts instead.
run: .venv/.ready
	@[ -e feedservice.toml ] || export FEEDSERVICE_CONFIG="$${FEEDSERVICE_CONFIG:-deploy/sample/feedservice.toml}"; exec $(BIN)/python -m feedservice run

test: .venv/.ready-test
	@$(BIN)/python -m pytest --numprocesses $(TESTERS) --dist worksteal $(ARGS)

setup: .venv/.ready

lint: .venv/.ready-test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

check: lint test

torture: .venv/.ready-test
	@TORTURE=$${TORTURE:-10} $(BIN)/python -m pytest --numprocesses auto --dist worksteal -rP --show-capture=stdout \
		tests/test_life_machine.py tests/test_crash.py tests/test_load.py \
		tests/press/test_exact.py::test_embargoes_end_on_their_second_while_a_large_drop_is_read $(ARGS)

fuzz: .venv/.ready-test
	@FUZZ=$${FUZZ:-10} $(BIN)/python -m pytest --numprocesses auto --dist worksteal tests/test_fuzzing.py $(ARGS)

bench: .venv/.ready-test
	$(BIN)/python -m bench.turns
	$(BIN)/python -m bench.channels
	$(BIN)/python -m bench.documents
	$(BIN)/python -m bench.lives
	$(BIN)/python -m bench.serving
	$(BIN)/python -m bench.servers
	$(BIN)/python -m bench.floods
	$(BIN)/python -m bench.memory
	$(BIN)/python -m bench.beside

# Nothing is chosen here: the versions are those of requirements.txt, whose reasons stand there and in docs/dependencies.md.
# The hashes are those that the package index states for every file of a release, so one lock suits every Python and machine.
LOCKER := uv==0.13.9
lock: .venv/.ready
	@$(BIN)/python -m venv .venv/locker
	@.venv/locker/bin/python -m pip install --quiet --disable-pip-version-check '$(LOCKER)'
	@for folder in . tests tests/moto; do (cd $$folder && '$(CURDIR)/.venv/locker/bin/uv' pip compile --quiet --no-config --universal \
		--python-version 3.11 --no-deps --no-annotate --generate-hashes --upgrade --custom-compile-command 'make lock' \
		--output-file requirements.lock requirements.txt) || exit 1; done

# A server that speaks S3, for the tests of object stores. It has an environment of its own, for it brings a hundred megabytes
# that nothing else needs; without it those tests are skipped.
object-store: .venv/moto/.ready

.venv/moto/.ready: .venv/.ready tests/moto/requirements.lock
	@echo "Setting up a server for object stores (once) ..."
	@$(BIN)/python -m venv --without-pip .venv/moto
	@$(BIN)/python -m pip --python .venv/moto/bin/python install --quiet --disable-pip-version-check --no-compile --require-hashes -r tests/moto/requirements.lock
	@touch $@

clean:
	rm -rf .venv

# The environment is made anew when the folder was moved, when its Python is gone or was replaced, and when another one is
# asked for (PYTHON=...); else it is only brought up to date.
IDENTITY := -c 'import sys; print(sys.version, sys.base_prefix)'
STALE := $(shell test ! -e .venv/.ready || { test "$$(cat .venv/.ready)" = "$$(pwd)" && $(BIN)/python -c 'import pip'; } >/dev/null 2>&1 || echo moved)
ifneq ($(origin PYTHON),file)
STALE += $(shell test ! -e .venv/.ready || test "$$('$(PYTHON)' $(IDENTITY) 2>/dev/null)" = "$$($(BIN)/python $(IDENTITY) 2>/dev/null)" || echo other)
endif
ifneq ($(strip $(STALE)),)
.PHONY: .venv/.ready
endif
AGAIN := make $(or $(MAKECMDGOALS),run) PYTHON=/path/to/python3.11
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --use-pep517
# The pip that Python brings along compares every file of every release with every machine it knows: half of its time. Where
# this one cannot be had, that one does it.
INSTALLER := pip==26.3 --hash=sha256:f3b60b20ffaadd4415ed7957212a38ac63fa4c5fa375bd0f4a797777940fad13

.venv/.ready: requirements.lock pyproject.toml
	@command -v '$(PYTHON)' >/dev/null || { echo "feedservice needs Python 3.11 or newer, and $(PYTHON) is not there. Install it, or name one: $(AGAIN)" >&2; exit 1; }
	@'$(PYTHON)' -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "feedservice needs Python 3.11 or newer; $(PYTHON) is $$('$(PYTHON)' -V 2>&1). Name a newer one: $(AGAIN)" >&2; exit 1; }
	@'$(PYTHON)' -c 'import sys; sys.exit(sys.version_info >= (3, 15))' || echo "feedservice was tried with Python 3.11 to 3.14; $(PYTHON) is $$('$(PYTHON)' -V 2>&1). Should setting up fail, name one of those: $(AGAIN)" >&2
	@test -z '$(strip $(STALE))' && $(BIN)/python -c 'import pip' 2>/dev/null || { rm -rf .venv; '$(PYTHON)' -m venv .venv || { rm -rf .venv; echo "The virtual environment cannot be made. On Debian and Ubuntu: apt install python3-venv" >&2; exit 1; }; }
	@echo "Setting up .venv (once) ..."
	@echo '$(INSTALLER)' | $(PIP) --require-hashes -r /dev/stdin 2>.venv/setup.log || true
	@$(PIP) --require-hashes -r requirements.lock || { echo "The packages cannot be installed; see the lines above. Is there a network?" >&2; exit 1; }
	@$(PIP) --no-deps -e . 2>.venv/setup.log || { cat .venv/setup.log >&2; exit 1; }
	@pwd >$@

.venv/.ready-test: .venv/.ready tests/requirements.lock
	@echo "Setting up the test tools (once) ..."
	@$(PIP) --require-hashes -r requirements.lock -r tests/requirements.lock || { echo "The test tools cannot be installed; see the lines above. Is there a network?" >&2; exit 1; }
	@touch $@
