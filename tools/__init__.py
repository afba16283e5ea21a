"""The project's own tools: what `make` runs. Standard library only, unless a file says otherwise."""
