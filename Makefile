# Everything a fresh machine with Python 3.11 or newer, make and git needs.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
JOBS ?= 2
SIZES ?= 100 1000
NPM := tests/browser/node_modules/.package-lock.json

.PHONY: site gallery serve test check lint types floors catalogue golden bench soak screenshots lock clean

site: $(VENV)/base
	@$(BIN)/python build.py
	@echo "先运行 make serve，再打开 http://127.0.0.1:8000/（或把 site/ 交给网站空间）。"
	@echo "Run make serve, then open http://127.0.0.1:8000/ (or hand site/ to a web host)."

gallery: $(VENV)/base
	$(BIN)/python build.py build --gallery

serve: $(VENV)/base
	$(BIN)/python build.py serve

test: $(VENV)/test $(NPM)
	@tools/system.sh
	$(BIN)/python -m pytest -m alone $(PYTEST) || test $$? -eq 5
	$(BIN)/python -m pytest -m "not alone" -n $(JOBS) --dist worksteal $(PYTEST)

check: $(VENV)/test lint types floors test

lint: $(VENV)/test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/test
	$(BIN)/mypy

floors: $(VENV)/test
	$(BIN)/lint-imports

catalogue: $(VENV)/base
	$(BIN)/python tools/catalogue.py

golden: $(VENV)/test
	ZHAOSHI_RENEW=1 $(BIN)/python -m pytest -n $(JOBS) tests/test_golden.py tests/test_problems.py tests/test_gallery.py
	git diff --stat tests

bench: $(VENV)/test
	$(BIN)/python -m benchmarks $(SIZES) $(BENCH)

soak: $(VENV)/test
	ZHAOSHI_SOAK=1 $(BIN)/python -m pytest -n $(JOBS) --timeout 7200 tests/building/test_law.py tests/building/test_crash.py

screenshots: $(VENV)/test
	@tools/system.sh
	$(BIN)/python -m tools.screenshots

lock:
	$(PYTHON) -m pip install --quiet uv
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate --extra images --extra pdf --extra office pyproject.toml -o requirements/base.txt
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate --all-extras pyproject.toml --group test -o requirements/test.txt

clean:
	rm -rf site gallery .zhaoshi $(VENV) schemas dist screenshots tests/browser/node_modules

$(VENV)/base: requirements/base.txt
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; name it with make PYTHON=python3.12")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements/base.txt
	@touch $@

$(VENV)/test: requirements/test.txt $(VENV)/base
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements/test.txt
	@touch $@

# Only tests use npm; without it they are skipped, or fail where CI=true.
$(NPM): tests/browser/package-lock.json
	@tools/system.sh
	if command -v npm >/dev/null; then npm ci --prefix tests/browser --no-audit --no-fund --ignore-scripts --loglevel error && touch $@; fi
