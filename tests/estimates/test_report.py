from slipstick import matmul


def test_text_fits_80_columns():
    for answer in (matmul(4096, 4096, 4096, on="a100"), matmul(1, 10**12, 3, on="epyc-9654", dtype="fp64", batch=7)):
        assert max(map(len, answer.text().splitlines())) <= 80
        long = [line for line in answer.explain().splitlines() if len(line) > 80]
        assert all(line.split()[-1].startswith("http") for line in long)  # an address stays in one piece


def test_a_notebook_gets_a_table():
    html = matmul(4096, 4096, 4096, on="a100")._repr_html_()
    assert "<b>541 µs</b>" in html
    assert "<a href=" in html
