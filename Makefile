# Two commands for a newcomer: make run, make test. Both do all the set-up they need.
# PYTHON=python3.12 chooses the interpreter that .venv is made with.
.DEFAULT_GOAL := help
.PHONY: help run test setup lint bench soak docs sample lock
export PYTHON

help: ## says what there is
	@sed -n 's/^\([a-z]*\):.*## /\1	/p' $(MAKEFILE_LIST) | expand -t 10

run: ## opens the studio on the bundled sample (without a display: produces it into out/)
	@tools/setup run
	@tools/run

test: setup ## runs the whole check: ruff, mypy, import-linter, pytest under a virtual display
	@tools/check

setup: ## only sets up: .venv from requirements.lock, the system's packages where they are missing
	@tools/setup test

lint: setup ## the check without the tests
	@tools/check lint

bench: setup ## measures side by side with the baselines: one table, and out/bench.json
	@tools/with_display .venv/bin/python -m bench

soak: setup ## the long runs whole, of which test runs a tenth
	@DREAMFACTORY_SOAK=1 tools/with_display .venv/bin/python -m pytest -m soak --timeout 0

docs: setup ## takes the pictures of the guide, the kit and the sets anew
	@tools/with_display .venv/bin/python -m tools.guide_pictures
	@tools/with_display .venv/bin/python -m tools.contact_sheet
	@tools/with_display .venv/bin/python -m tools.staged_prompts

sample: setup ## makes the bundled sample production anew
	@tools/with_display .venv/bin/python -m tools.make_sample

lock: setup ## writes requirements.lock anew from pyproject.toml
	@tools/lock
