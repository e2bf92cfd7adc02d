# What people type. The work is done by deploy/local/bin/ballast, which also finds the JDK.

BALLAST := deploy/local/bin/ballast

s      ?=
sub    ?= user-a
groups ?= user
tenant ?= default
rounds ?= 30
clients ?= 2000
faults ?= all
database ?= all
from   ?=
base   ?= eclipse-temurin:25-jre
version ?= 1.0.0-SNAPSHOT

.DEFAULT_GOAL := help
.PHONY: help run stop dev watch token clean-data build test sbom image kill-ledger rehearse-recovery rehearse-cluster rehearse-images chaos-notification acceptance-scale bench-ledger bench-chain bench-fanout bench-deposit bench-start format

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-18s %s\n", $$1, $$2 }' Makefile
	@echo "  Ports and the rest are settings of the environment: deploy/local/README.md"

run: ## builds what is needed and starts everything behind http://localhost:8080; Ctrl-C stops it
	@$(BALLAST) build && exec $(BALLAST) run

stop: ## stops the set that runs in another terminal
	@$(BALLAST) stop

dev: ## live-codes one service against the running set: make dev s=ledger-service
	@exec $(BALLAST) dev '$(s)'

watch: ## prints what arrives at a user's socket: make watch sub=user-a
	@exec $(BALLAST) watch '$(sub)'

token: ## prints a token of the dev profile: make token sub=admin-1 groups=admin
	@$(BALLAST) token '$(sub)' '$(groups)' '$(tenant)'

clean-data: ## forgets the data of the set (.ballast/)
	@$(BALLAST) clean-data

build: ## packages the services and the launcher, as far as they changed
	@$(BALLAST) build

test: ## every test of every module, against real parts; what CI runs
	@$(BALLAST) test

sbom: ## writes what is in each service (CycloneDX) and checks what it depends on: */target/sbom.cdx.json
	@$(BALLAST) sbom

image: ## writes a service's container image as a tar, without Docker: make image s=ledger-service base=eclipse-temurin:25-jre
	@$(BALLAST) image '$(s)' '$(base)' '$(version)'

kill-ledger: ## kills the ledger, PostgreSQL and Kafka under load and checks the books: make kill-ledger rounds=30
	@$(BALLAST) kill-ledger '$(rounds)'

rehearse-recovery: ## restores the ledger, chain_balance, auto_deposit and notification to a moment, and lets its service go on from there; leaves a report: make rehearse-recovery database=ledger
	@$(BALLAST) rehearse-recovery '$(database)'

rehearse-cluster: ## starts each packaged service with what the Helm chart renders: TLS to every store, its own Kafka user and rights
	@$(BALLAST) rehearse-cluster

rehearse-images: ## writes an image on a base of this machine's own and runs it; trains every service's AOT cache and starts from it; no registry, no Docker
	@$(BALLAST) rehearse-images

chaos-notification: rounds = 5
chaos-notification: ## replaces replicas under load, has clients come back all at once: make chaos-notification rounds=5 clients=2000
	@$(BALLAST) chaos-notification '$(rounds)' '$(clients)'

acceptance-scale: ## replicas of everything, each part killed, promoted or replaced under load: make acceptance-scale faults=all from=<an older revision>
	@$(BALLAST) acceptance-scale '$(faults)' '$(from)'

bench-ledger: ## measures ledger-service beside PostgreSQL's own pgbench; needs pgbench, takes more than a quarter of an hour
	@$(BALLAST) bench-ledger

bench-chain: ## measures chain-balance-service beside one call a wallet; takes about nine minutes
	@$(BALLAST) bench-chain

bench-fanout: ## measures notification-service beside socket.io and ws at 10,000 sockets; takes about a quarter of an hour
	@$(BALLAST) bench-fanout

bench-deposit: ## measures auto-deposit-service beside deposits one after the other; takes about five minutes
	@$(BALLAST) bench-deposit

bench-start: ## measures how fast the set and each service start, with and without AOT caches; takes about eight minutes
	@$(BALLAST) bench-start

format: ## formats all sources
	@$(BALLAST) format
