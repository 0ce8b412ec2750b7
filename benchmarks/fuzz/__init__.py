"""Bytes that nobody meant, for each parser and for the whole way from bytes to a verified brief: by atheris.

    python -m benchmarks.fuzz [--seconds 3600 | --runs 2000] [--only WORDS] [--list]

A target is a function of bytes that returns where all is well and raises where a promise is broken (`parsers.py`,
`whole.py`; what must hold stands in `oracles.py`). `tests/test_fuzz.py` feeds the same targets by Hypothesis. Corpora
grow from invented seeds (`seeds.py`) in out/fuzz/; what breaks a target is kept there, too.
"""
