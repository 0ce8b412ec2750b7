from __future__ import annotations

import pytest

from benchmarks.quality.figures import Measure, Sample, compare, f1, mean, ratio

SHARE = Measure("tea.facts", ratio(0, 1), "cup")


def test_a_value_is_made_of_the_sums_and_not_of_the_means_of_the_units() -> None:
    (figure,) = compare(SHARE, [Sample("briefing", [(1.0, 1.0), (0.0, 3.0)], "ours")])
    assert figure.value == 0.25


def test_the_interval_holds_the_value_and_is_the_same_each_time() -> None:
    samples = [Sample("briefing", [(float(n % 3), 3.0) for n in range(30)], "ours")]
    first, again = compare(SHARE, samples), compare(SHARE, samples)
    assert first == again
    assert first[0].low is not None
    assert first[0].high is not None
    assert first[0].low < first[0].value < first[0].high


def test_a_difference_is_paired_so_that_a_constant_one_is_sure_however_much_the_units_vary() -> None:
    ours = [(float(n), 1.0) for n in range(1, 40)]
    samples = [Sample("briefing", ours, "ours"), Sample("lead", [(n - 0.5, one) for n, one in ours])]
    figure = compare(Measure("tea.facts", mean, "cup"), samples)[0]
    assert figure.over == "lead"
    assert figure.difference == pytest.approx(0.5)
    assert figure.differs


def test_two_that_do_the_same_do_not_differ() -> None:
    rows = [(float(n), 10.0) for n in range(10)]
    figure = compare(SHARE, [Sample("briefing", rows, "ours"), Sample("lead", rows)])[0]
    assert figure.difference == 0
    assert not figure.differs


def test_the_best_baseline_is_the_one_with_the_fewest_faults_where_fewer_are_better() -> None:
    faults = Measure("tea.faults", ratio(0, 1), "cup", higher_is_better=False)
    samples = [Sample("briefing", [(1.0, 1.0)], "ours"), Sample("lead", [(3.0, 1.0)]), Sample("random", [(2.0, 1.0)])]
    assert compare(faults, samples)[0].over == "random"


def test_what_people_reach_is_no_baseline() -> None:
    samples = [Sample("briefing", [(1.0, 2.0)], "ours"), Sample("a reader", [(2.0, 2.0)], "bound")]
    assert compare(SHARE, samples)[0].over == ""


def test_printed_figures_come_last_and_have_no_interval() -> None:
    figures = compare(SHARE, [Sample("briefing", [(1.0, 2.0)], "ours")], {"a paper": 0.7})
    assert [(f.system, f.value, f.low) for f in figures[1:]] == [("a paper", 0.7, None)]


def test_systems_measured_on_other_units_are_refused() -> None:
    with pytest.raises(ValueError, match="same units"):
        compare(SHARE, [Sample("briefing", [(1.0, 2.0)], "ours"), Sample("lead", [])])


def test_nothing_measured_is_no_figure() -> None:
    assert compare(SHARE, [Sample("briefing", [], "ours")]) == []


def test_f1_of_nothing_is_nought() -> None:
    assert f1(0, 1, 2)((0.0, 0.0, 0.0)) == 0.0
    assert f1(0, 1, 2)((1.0, 2.0, 2.0)) == 0.5
