from slipstick.plots.validation import validation


def test_validation_counts_what_the_ranges_hold():
    [series] = validation(("b200",)).series
    assert len(series.x) == 512 + 499 + 2 * 512  # in 8 bits each library on its own
    assert "2035 matmuls" in series.label
