"""`python -m huitou` is the same as `huitou`."""

from huitou.cli import main

main()
