from __future__ import annotations

import pytest

from benchmarks.quality.treebank import untokenised


@pytest.mark.parametrize(
    ("tokens", "text"),
    [
        ("He did n't say who 's coming .", "He didn't say who's coming."),
        ("`` We ca n't wait , '' she said .", "“We can't wait,” she said."),
        ("The ferry -LRB- built in 1960 -RRB- sank .", "The ferry (built in 1960) sank."),
        ("`` I saw it . ''", "“I saw it.”"),
        ("I saw it . ''", "I saw it.”"),
        ("She called it '' a mess '' .", "She called it “a mess”."),
        ('He said " no " .', "He said “no”."),
        ("The farmers ' demands were met .", "The farmers' demands were met."),
        ("It costs $ 20 , or 5 % more .", "It costs $20, or 5% more."),
        ("They cost A$ 3 each .", "They cost A$3 each."),
        ("The office is in Washington , D.C. .", "The office is in Washington, D.C."),
        ("They waited ...", "They waited..."),
        ("On 1\\/2 they met .", "On 1/2 they met."),
        ("You can not go ; why ?", "You cannot go; why?"),
        ("We 're gon na see : it 'll rain !", "We're gonna see: it'll rain!"),
        ("The well-known co-op -- the oldest -- closed .", "The well-known co-op -- the oldest -- closed."),
        ("`` He said ` no ' twice , '' she said .", "“He said ‘no' twice,” she said."),
        ("It is already running text.", "It is already running text."),
        ("", ""),
    ],
)
def test_tokens_become_running_text(tokens: str, text: str) -> None:
    assert untokenised(tokens) == text
