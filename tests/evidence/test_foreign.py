import pytest

from slipstick import UsageError
from slipstick.evidence.foreign import rows


def written(folder, name, text):
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return str(path)


def test_rows_of_csv_have_their_lines_and_cells_by_heading(tmp_path):
    path = written(tmp_path, "a.csv", '\ufeffgpu , HBM\n\nt4, 16 \n"l4,\nnew",24\n')
    assert [tuple(row) for row in rows(path)] == [
        (3, {"gpu": "t4", "HBM": "16"}),
        (5, {"gpu": "l4, new", "HBM": "24"}),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "t4: {peak: {bf16: 65 TFLOP/s}, released: 2018-09, aliases: [a]}\n",
        "- name: t4\n  peak: {bf16: 65 TFLOP/s}\n  released: 2018-09\n",
        "- {name: t4, peak.bf16: 65 TFLOP/s, released: 2018-09}\n",
    ],
)
def test_rows_of_yaml_are_mappings_with_or_without_their_names_above(tmp_path, text):
    assert [row.cells for row in rows(written(tmp_path, "a.yaml", text))] == [
        {"name": "t4", "peak.bf16": "65 TFLOP/s", "released": "2018-09"}
    ]


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("a.txt", "", ": expected a table that ends in .csv or .yaml"),
        ("a.csv", "", ":1: no row in it: expected at least one"),
        ("a.csv", "gpu,HBM\n", ":1: no row in it: expected at least one"),
        ("a.csv", "gpu,HBM,gpu\nt4,16,t4\n", ":1: the column 'gpu' is there twice: expected each once"),
        ("a.csv", "gpu,HBM\nt4,16\nl4\n", ":3: 1 cell: expected 2, as in the first line"),
        ("a.csv", b"gpu\nt4\n\xff\n", ":3: not a text file in UTF-8: expected CSV"),
        ("a.csv", "gpu\n" + "t" * 200_000 + "\n", ":2: not a table with commas: field larger than field limit"),
        ("a.csv", "gpu\n" * 2_500_001, ": over 10 MB, which is no table of parts"),
        ("a.yaml", "t4: 16\n", ":1: expected a list of mappings, each a part, or a mapping of names to them"),
        ("a.yaml", "- {name: t4}\n- t4\n", ":2: expected a list of mappings"),
        ("a.yaml", "just words\n", ":1: expected a list of mappings"),
        ("a.yaml", "- {name: t4\n", ":2: not valid YAML"),
        ("a.yaml", "{}\n", ":1: no row in it"),
    ],
)
def test_what_is_no_table_is_refused_with_its_line(tmp_path, name, text, said):
    path = written(tmp_path, name, text)
    with pytest.raises(UsageError) as error:
        rows(path)
    assert str(error.value).startswith(path + said)


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(UsageError, match=r"nowhere.csv: cannot be read: No such file or directory"):
        rows(str(tmp_path / "nowhere.csv"))
