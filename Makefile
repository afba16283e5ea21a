# Every command of the project. `make help` lists them.
.DEFAULT_GOAL := help
PORT ?= 8000

help: ## list the commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

.PHONY: help
