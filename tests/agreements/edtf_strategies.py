"""Hypothesis strategies for EDTF texts that are read."""

from hypothesis import strategies as st

MARKS = st.sampled_from(["", "~", "?", "%"])

days = st.dates().map(lambda day: day.isoformat())
months = days.map(lambda day: day[:7])
years = days.map(lambda day: day[:4])
far_years = st.integers(1, 9999).map(lambda year: f"-{year:04}") | st.integers(10_000, 10**12).flatmap(
    lambda year: st.sampled_from([f"Y{year}", f"Y-{year}"])
)
unspecified = st.one_of(
    years.map(lambda year: f"{year[:3]}X"),
    years.map(lambda year: f"{year[:2]}XX"),
    years.map(lambda year: f"{year}-XX"),
    years.map(lambda year: f"{year}-XX-XX"),
    months.map(lambda month: f"{month}-XX"),
)
exact = st.one_of(days, months, years)
unmarked = st.one_of(exact, unspecified, far_years)
points = st.builds(str.__add__, unmarked, MARKS)


def _in_order(pair: tuple[str, str]) -> tuple[str, str]:
    return min(pair), max(pair)  # four-digit years sort as text


ordered_pairs = st.tuples(exact, exact).map(_in_order)
closed_intervals = st.builds(
    lambda pair, start_mark, end_mark: f"{pair[0]}{start_mark}/{pair[1]}{end_mark}", ordered_pairs, MARKS, MARKS
)
half_open_intervals = st.builds(
    lambda point, pattern: pattern.format(point), points, st.sampled_from(["{}/..", "{}/", "../{}", "/{}"])
)
intervals = closed_intervals | half_open_intervals
ranges = ordered_pairs.filter(lambda pair: pair[0] != pair[1]).map("..".join)
sets = st.lists(exact | ranges, min_size=2, max_size=6, unique=True).map(lambda members: f"[{','.join(members)}]")
texts = st.one_of(points, intervals, sets)
