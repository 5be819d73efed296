# The one door for everybody: `make` lists what there is.
.DEFAULT_GOAL := help
.PHONY: help setup run test lint check docs campaign crash fuzz years mutants bench ocr wheel lock
SHELL := /bin/sh

BIN := .venv/bin
PYTHON ?= python3
# T=tests/unit runs some of the tests, N=4 runs them in four processes.
T ?=
N ?= 2
# How many random sequences `make campaign` walks: in the engine alone, in an office on each database.
PURE ?= 1000000
SQLITE ?= 100000
POSTGRES ?= 10000
STORIES ?= 1200
# In so many laps: after each the page tells what was done so far.
LAPS ?= 10
# FROM=8 goes on where seven laps were done, perhaps on another day: the page tells each run's commit.
FROM ?= 1
# How often `make fuzz` damages a file of every format in every way: about twenty minutes.
ROUNDS ?= 40
# How many papers come in each of the five years of `make years`.
PAPERS ?= 600
# SCANS='--planted 29 --good 29 --clean 6' for a shorter look at recognition.
SCANS ?=
export PYTHON

help:  ## 显示这张表
	@awk -F':.*## ' '/^[a-z]+:.*## /{printf "  make %-9s %s\n", $$1, $$2}' Makefile

# The stamps are newer than the locks once everything is there: a second start takes no time.
.venv/stamp-run: requirements/run.lock requirements/install.sh pyproject.toml
	@sh requirements/install.sh run
	@touch $@

.venv/stamp-dev: requirements/dev.lock requirements/install.sh pyproject.toml
	@sh requirements/install.sh dev
	@touch .venv/stamp-run $@

setup: .venv/stamp-dev  ## 准备运行、测试和检查所需的一切

run: .venv/stamp-run  ## 打开演示单位：http://127.0.0.1:8000（再次执行时接着用）
	@$(BIN)/xianshen demo --keep

# Some machines keep no compiled modules: each process that a test starts would compile them anew.
test: .venv/stamp-dev  ## 全部测试；最后列出跳过了什么、为什么
	@sh requirements/browser.sh
	@sh requirements/directory.sh
	@$(BIN)/python -m compileall -q review workflows tests
	@$(BIN)/python -m pytest -n $(N) --dist worksteal $(T)

lint: .venv/stamp-dev  ## 格式、写法、类型、分层、模板、锁文件
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/djlint --quiet --lint templates
	@! grep -nE '[a-z]+://|--(extra-)?index-url|--find-links' requirements/*.lock

check: lint test  ## 提交之前做的全部检查

docs: .venv/stamp-dev  ## 重写文档中由程序生成的部分
	@$(BIN)/python docs/generate.py

campaign: .venv/stamp-dev  ## 长时间的随机检验，写入 docs/campaigns.md（测试里有短的）
	@XIANSHEN_LONG=1 $(BIN)/python -m tests.campaigns campaign -n $(N) --pure-sequences $(PURE) \
		--service-sequences $(SQLITE) --postgres-sequences $(POSTGRES) --stories $(STORIES) \
		--laps $(LAPS) --from-lap $(FROM)

crash: .venv/stamp-dev  ## 随机掐断进程二百次、评估三百次，写入 docs/campaigns.md
	@XIANSHEN_LONG=1 $(BIN)/python -m tests.campaigns crash -n $(N)

fuzz: .venv/stamp-dev  ## 损坏各种格式的文件再检测，约二十分钟，写入 docs/campaigns.md
	@XIANSHEN_LONG=1 $(BIN)/python -m tests.campaigns fuzz -n $(N) --fuzz-rounds $(ROUNDS)

years: .venv/stamp-dev  ## 一个单位的五年，每年来文六百件，写入 docs/campaigns.md
	@XIANSHEN_LONG=1 $(BIN)/python -m tests.campaigns years --years-papers $(PAPERS)

mutants: .venv/stamp-dev  ## 逐一去掉每道关口，必须有测试发现
	@$(BIN)/python -m tests.mutants

bench: .venv/stamp-dev  ## 量快慢，结果以倍数表示
	@$(BIN)/python -m tests.bench

# The stamp would not know that somebody took the packages away.
ocr:  ## 装上文字识别，再用各种扫描件检验它（约二十分钟；SCANS=… 可以少做）
	@sh requirements/install.sh dev
	@touch .venv/stamp-run .venv/stamp-dev
	@$(BIN)/python -m tests.scans $(SCANS)

wheel: .venv/stamp-dev  ## 打成可以安装的包，放在 dist/
	@$(BIN)/python -m build --wheel --no-isolation

lock: .venv/stamp-dev  ## 重算锁文件（需要 uv）
	@uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
		--no-header --extra checkout --extra ocr pyproject.toml -o requirements/run.lock
	@uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
		--no-header --extra checkout --extra ocr --extra dev -c requirements/run.lock pyproject.toml \
		-o requirements/dev.lock
	@printf 'python-ldap>=3.4.8,<4\nsetuptools>=80\n' | uv pip compile --quiet --universal \
		--python-version 3.11 --generate-hashes --no-emit-index-url --no-header - \
		-o requirements/ldap.lock
