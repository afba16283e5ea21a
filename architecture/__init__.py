"""The contracts of the house, as code. Run `python -m architecture`; read `ladder.py` first, then `contracts/`.

Each file in `contracts/` is one contract: its docstring says why it exists, its `check(tree)` yields a `Finding` for
every place that breaks it, and `tests/test_<contract>.py` shows it failing on a planted wrong and passing on a right.
"""
