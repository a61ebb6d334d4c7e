import csv
import io

import pytest

from examples import run
from slipstick import select
from slipstick.files.kinds import KINDS


def test_the_list_has_a_column_for_what_was_asked():
    done = run(["list", "cpu", "--where", "compute.units > 100", "--sort", "power.tdp", "--csv"])
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert {"handle", "cores", "power.tdp"} <= set(rows[0])
    assert "compute.units" not in rows[0]  # which is what cores says
    assert all(int(row["cores"]) > 100 for row in rows)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_a_list_of_its_own(kind):
    done = run(["list", kind, "--csv"])
    assert (done.returncode, done.stderr) == (0, "")
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert [row["handle"] for row in rows] == [part.handle for part in select(kind)]
    for column in rows[0]:
        assert any(row[column] for row in rows), column
