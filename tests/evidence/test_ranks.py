import json

import pytest

from examples import run
from owned import OWN
from slipstick import SlipstickError, catalogue, formulas, load
from slipstick.evidence.ranks import HEADLINES, census, report
from slipstick.files.schema import RANKS, is_value

PROCESSORS = ("gpu", "cpu", "accelerator")


def ranked(rank):
    return OWN.replace("seen: 2026-11-23", f"seen: 2026-11-23, rank: {rank}")


@pytest.fixture(scope="module")
def groups():
    return census()


def test_every_value_and_every_formula_is_counted_once_by_its_rank(groups):
    every, centre, formulae, sheet = groups
    values = [(part.handle, path) for part in catalogue() for path in part if is_value(path)]
    assert [(claim.owner, claim.path) for claim in every.claims] == values
    assert sorted(claim.owner for claim in formulae.claims) == sorted(formulas.formulas())
    for group in groups:
        assert sum(group.counts().values()) == len(group.claims) > 0
        assert tuple(group.counts()) == RANKS  # every shipped source has one
    assert all(claim.path.split(".")[0] in HEADLINES for claim in centre.claims)
    assert {claim.path.split(".")[0] for claim in sheet.claims} == {"numbers"}


def test_the_parts_of_a_data_centre_are_those_whose_pages_say_so(groups):
    owners = {claim.owner for claim in groups[1].claims}
    assert {"a100-sxm-80gb", "l4", "epyc-9654", "tpu-v4", "rtx-pro-6000-server"} <= owners
    assert not {"rtx-4090", "rtx-a6000", "core-i9-12900k", "raspberry-pi-5", "dgx-h100", "llama-3.1-8b"} & owners


def test_every_shipped_processor_says_what_it_is_made_for():
    processors = [part for part in catalogue() if part.kind in PROCESSORS]
    assert [part.handle for part in processors if not part.use] == []
    assert not [part.handle for part in catalogue() if part.use and part.kind not in PROCESSORS]


@pytest.mark.parametrize("rank", [*RANKS, None])
def test_values_of_ones_own_count_by_the_rank_of_their_source(tmp_path, rank):
    (tmp_path / "mine.yaml").write_text(ranked(rank) if rank else OWN)
    every, centre = census(str(tmp_path))
    counts = every.counts()
    assert counts[rank or "no rank"] == 3 == sum(counts.values())
    assert ("no rank" in counts) == (rank is None)
    assert len(every.weak()) == 3 * (rank == "other")
    assert centre.claims == []


def test_a_part_of_ones_own_is_of_a_data_centre_if_it_says_so(tmp_path):
    (tmp_path / "mine.yaml").write_text(ranked("other") + "use: data centre\nreleased: 2026\n")
    every, centre = census(str(tmp_path))
    assert {claim.path for claim in every.claims} - {claim.path for claim in centre.claims} == {"released"}
    told = " ".join(report([every, centre]).split())
    assert told.endswith(f"of rank other, all values (the rest) mine: released ({tmp_path / 'mine.yaml'}:*)")


def test_a_missing_place_and_a_wrong_rank_are_refused(tmp_path):
    with pytest.raises(SlipstickError, match="no such file or folder"):
        census(str(tmp_path / "nowhere"))
    (tmp_path / "mine.yaml").write_text(ranked("makr"))
    with pytest.raises(SlipstickError, match="did you mean maker"):
        census(str(tmp_path))


def test_the_command_counts_and_lists(groups):
    told = run(["check", "--sources"]).stdout
    assert told == report(groups) + "\n"
    assert max(map(len, told.splitlines())) <= 110
    made = json.loads(run(["check", "--sources", "--json"]).stdout)
    assert made == [group.as_dict() for group in groups]
    weak = {(each["owner"], each["path"]) for each in made[0]["other"]}
    assert {(claim.owner, claim.path) for claim in groups[1].weak()} <= weak


def test_a_page_lists_its_sources_the_best_first():
    part = load("a100")
    told = run(["show", "a100", "--sources"]).stdout
    listed = told[told.index("\n[1] ") :].replace("\n    ", " ").strip().splitlines()
    ranks = [next(rank for rank in RANKS if f", {rank}, seen " in line) for line in listed]
    assert len(ranks) == len(part.sources) > 5
    assert ranks == sorted(ranks, key=RANKS.index)
