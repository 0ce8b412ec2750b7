"""sumy's own command, `python -m benchmarks.speed.plain_sumy lex-rank --file=...`, on a machine without downloads.

Its tokenizer of English asks NLTK for a model that has to be fetched first. Here NLTK's splitter of sentences,
untrained, and its splitter of words stand in; the rest is sumy's.
"""

from __future__ import annotations

import sys

from nltk.tokenize import NLTKWordTokenizer, PunktSentenceTokenizer
from sumy import __main__ as command
from sumy.nlp import tokenizers


class Splitter(tokenizers.Tokenizer):  # type: ignore[misc]  # sumy has no types
    """sumy's tokenizer with what NLTK has at hand."""

    def __init__(self, language: str) -> None:
        self._language = language
        self._sentence_tokenizer = PunktSentenceTokenizer()
        self._word_tokenizer = NLTKWordTokenizer()


if __name__ == "__main__":
    command.Tokenizer = Splitter
    sys.exit(command.main())
