import textwrap

from hypothesis import given
from hypothesis import strategies as st

from slipstick.layout import wrap

TEXTS = st.text("ab c-µ.\n", max_size=120)


@given(TEXTS, st.integers(4, 20), st.integers(0, 3), st.booleans(), st.booleans())
def test_lines_are_wrapped_as_the_standard_library_wraps_them(text, width, hang, hyphens, long):
    how = textwrap.TextWrapper(width, "", " " * hang, break_on_hyphens=hyphens, break_long_words=long)
    assert wrap(text, width, hang=hang, hyphens=hyphens, long=long) == how.wrap(" ".join(text.split()))
