from slipstick.plots.validation import validation


def test_validation_counts_what_the_ranges_hold():
    [series] = validation(("b200",)).series
    assert len(series.x) == 1024
    assert "1024 matmuls" in series.label
