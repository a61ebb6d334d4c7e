"""How a word finds a spec: spellings of tools and of people, and those that have to stay unknown."""

from pathlib import Path

import pytest

from slipstick import UsageError, catalogue, machine, matmul
from slipstick.files.store import Store
from slipstick.specs.names import Names, left_out
from slipstick.words import slug

KNOWN = catalogue()
LINES = [
    line.split(": ", 1)
    for line in Path(__file__).with_name("names.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]
MEANT = [(word, handle) for handle, words in LINES if handle != "?" for word in words.split(" | ")]
UNKNOWN = [tuple(words.split(" > ")) for handle, words in LINES if handle == "?"]


@pytest.mark.parametrize(("word", "handle"), MEANT)
def test_a_spelling_means_its_part(word, handle):
    assert KNOWN.find(word).handle == handle


@pytest.mark.parametrize(("word", "near"), UNKNOWN)
def test_a_spelling_of_no_part_is_refused_with_what_is_near(word, near):
    with pytest.raises(UsageError) as error:
        KNOWN.find(word)
    told = str(error.value)
    assert word[:30] in told
    assert "slipstick list" in told if near == "-" else f" {near}" in told.partition(":")[2]


def test_there_are_400_spellings():
    assert len(MEANT) + len(UNKNOWN) >= 400
    assert len(UNKNOWN) >= 80
    assert len({word for word, *_ in MEANT + UNKNOWN}) == len(MEANT + UNKNOWN)
    assert sum(slug(word) not in KNOWN.words for word, _ in MEANT) >= 150  # no mere look-up


def test_no_shortening_of_a_number_finds_a_part():
    for handle in ("epyc-7763", "rtx-4090", "xeon-8380", "mi300x", "v100-sxm2-16gb"):
        number = handle.index(next(filter(str.isdigit, handle))) + 1
        with pytest.raises(UsageError):
            KNOWN.find(handle[: number + 1])


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("pcie 40", "unknown device 'pcie 40'"),
        ("mi300", "unknown device 'mi300': did you mean mi300a or mi300x or mi300x-platform?"),
        ("milan", "unknown device 'milan': slipstick list shows what there is"),
        ("a b", "unknown device 'a b': slipstick list shows what there is"),
        ("dgx station", "unknown device 'dgx station': did you mean dgx-"),
        ("lama-3.1-8b", "unknown device 'lama-3.1-8b': slipstick list shows what there is"),
        ("8xmi300", "unknown device 'mi300': did you mean mi300a"),
    ],
)
def test_a_machine_is_told_of_devices_alone(word, said):
    with pytest.raises(UsageError) as error:
        machine(word)
    assert str(error.value).startswith(said)


@pytest.mark.parametrize("word", ["lama-3.1-8b", "llama-3.1-71b", "a100x"])
def test_a_model_asked_for_is_told_of_models_alone(word):
    with pytest.raises(UsageError, match=f"unknown model '{word}'") as error:
        KNOWN.find(word, ("model",))
    hinted = [KNOWN.find(name).kind for name in KNOWN.words if f" {name}?" in str(error.value)]
    assert set(hinted) <= {"model"}


def test_a_name_that_means_one_of_several_by_choice_says_so():
    assert KNOWN.choice("a100") == (
        "a100 is taken for a100-sxm-80gb; there are also a100-pcie-40gb, a100-pcie-80gb, a100-sxm-40gb"
    )
    assert KNOWN.choice("h100") == "h100 is taken for h100-sxm; there are also h100-nvl, h100-pcie"
    assert KNOWN.choice("gfx942").startswith("gfx942 is taken for mi300x; there are also mi300a")
    assert [KNOWN.choice(word) for word in ("a100-sxm-80gb", "rtx 3080", "m1", "NVIDIA H100 NVL")] == [""] * 4
    assert KNOWN.choice("NVIDIA A100") in matmul(64, 64, 64, on="NVIDIA A100").assumptions
    assert not any("taken for" in line for line in matmul(64, 64, 64, on="a100-sxm-80gb").assumptions)


def test_the_variants_of_a_name_are_found_without_a_list_of_all(monkeypatch):
    monkeypatch.setattr(Store, "_kept", lambda self, table: pytest.fail(f"read the list of all {table}"))
    assert KNOWN.variants("a100") == ["a100-pcie-40gb", "a100-pcie-80gb", "a100-sxm-40gb"]


# Names of parts that do not exist, so that no new part changes what is near.
SERIES = [f"k{number}00-{form}" for number in range(1, 10) for form in ("sxm", "pcie")]
MADE_UP = {
    **dict(zip(SERIES, SERIES, strict=True)),
    **{"falcon-rtx-4090": "falcon-4090", "falcon-rtx-4090-ti": "falcon-4090-ti", "4090": "falcon-4090"},
    **{"q-1": "q-1", "ab": "ab", "kl-5": "kl-5", "kl-5-wide": "kl-5", "owl-8b": "owl-8b", "owl-80b": "owl-80b"},
    **{"swift-link-3": "swift-link-3", "link-7": "link-7"},
    **{"mx300a": "mx300a", "mx300x": "mx300x", "mx300x-oam": "mx300x", "mx3000": "mx3000"},
}
OTHERS = {"owl-8b": "model", "owl-80b": "model", "swift-link-3": "link", "link-7": "link"}
KINDS = {**dict.fromkeys(MADE_UP.values(), "gpu"), **OTHERS}
LINK, MODEL, GPU = ("link", "network"), ("model",), ("gpu",)


def told(word, wanted=()):
    try:
        return Names(MADE_UP, KINDS, wanted).meant(word)
    except UsageError as error:
        return str(error)


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("K100 SXM", "k100-sxm"),
        ("k100sxm", "k100-sxm"),
        ("falcon 4090", "falcon-rtx-4090"),
        ("rtx 4090", "falcon-rtx-4090"),
        ("rtx 4090 ti", "falcon-rtx-4090-ti"),
        ("4090 ti", "falcon-rtx-4090-ti"),
        ("falcon", "falcon-rtx-4090"),
        ("NVIDIA Falcon RTX 4090 Graphics", "falcon-rtx-4090"),
        ("ab", "ab"),
        ("kl", "kl-5"),
        ("fa", "falcon-rtx-4090"),
        ("sw", "swift-link-3"),
        ("q1", "q-1"),
        ("q 1", "q-1"),
        ("owl 8b", "owl-8b"),
        ("swift", "swift-link-3"),
        ("link 7", "link-7"),
        ("swift link", "swift-link-3"),
        ("mx 300 a", "mx300a"),
        ("MX300X OAM x16", "mx300x-oam"),
        ("kl5wide", "kl-5-wide"),
        ("kl 5 wid", "kl-5-wide"),
        ("wide", "kl-5-wide"),
        ("kl-5-w", "kl-5-wide"),
        ("k900 pci", "k900-pcie"),
    ],
)
def test_a_word_means_the_only_name_it_is_a_spelling_of(word, said):
    assert told(word) == said


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("k100", "{} is ambiguous: it could be k100-pcie, k100-sxm"),
        ("K100 SXM5", "unknown device {}: did you mean k100-sxm or k900-sxm or k800-sxm?"),
        ("sxm", "{} is ambiguous: it could be k100-sxm, k200-sxm, k300-sxm, k400-sxm, k500-sxm, k600-sxm and 3 more"),
        (
            "pcie",
            "{} is ambiguous: it could be k100-pcie, k200-pcie, k300-pcie, k400-pcie, k500-pcie, k600-pcie and 3 more",
        ),
        ("k1", "-"),
        ("k10", "-"),
        ("4090 Super", "unknown device {}: did you mean 4090?"),
        ("falcon rtx 4091", "unknown device {}: did you mean falcon-rtx-4090 or falcon-rtx-4090-ti?"),
        ("falcon-rtz", "unknown device {}: did you mean falcon-rtx-4090 or falcon-rtx-4090-ti?"),
        ("a", "-"),
        ("b", "-"),
        ("q", "-"),
        ("owl", "{} is ambiguous: it could be owl-80b, owl-8b"),
        ("owl-8", "unknown model {}: did you mean owl-8b?"),
        ("owl 9b", "unknown model {}: did you mean owl-8b?"),
        ("link 3", "unknown device {}: did you mean link-7?"),
        ("ow", "{} is ambiguous: it could be owl-80b, owl-8b"),
        ("mx", "-"),
        ("mx300", "unknown device {}: did you mean mx300a or mx300x?"),
        ("mx30", "unknown device {}: did you mean mx300x or mx300a or mx3000?"),
        ("mx300y", "unknown device {}: did you mean mx300x or mx300a or mx3000?"),
        ("4g", "-"),
        ("qqqq", "-"),
        ("k100-sxn", "unknown device {}: did you mean k100-sxm?"),
    ],
)
def test_a_word_that_means_none_or_many_is_told_at_most_a_few(word, said):
    nothing = "unknown device {}: slipstick list shows what there is"
    assert told(word) == (nothing if said == "-" else said).format(f"'{word}'")


@pytest.mark.parametrize(
    ("word", "wanted", "said"),
    [
        ("owl", MODEL, "'owl' is ambiguous: it could be owl-80b, owl-8b"),
        ("owl", GPU, "unknown device 'owl'"),
        ("owl", LINK, "unknown device 'owl'"),
        ("k100", MODEL, "unknown model 'k100'"),
        ("k100", GPU, "'k100' is ambiguous: it could be k100-pcie, k100-sxm"),
        ("k100", LINK, "unknown device 'k100'"),
        ("4090", MODEL, "unknown model '4090'"),
        ("4090", GPU, "4090"),
        ("4090", LINK, "unknown device '4090'"),
        ("link 7", MODEL, "unknown model 'link 7'"),
        ("link 7", GPU, "unknown device 'link 7'"),
        ("link 7", LINK, "link-7"),
        ("owl-9b", MODEL, "unknown model 'owl-9b': did you mean owl-8b?"),
        ("owl-9b", GPU, "unknown device 'owl-9b'"),
        ("owl-9b", LINK, "unknown device 'owl-9b'"),
        ("link", MODEL, "unknown model 'link'"),
        ("link", GPU, "unknown device 'link'"),
        ("link", LINK, "link-7"),
        ("swift-link", MODEL, "unknown model 'swift-link'"),
        ("swift-link", GPU, "unknown device 'swift-link'"),
        ("swift-link", LINK, "swift-link-3"),
    ],
)
def test_of_some_kinds_alone_a_word_is_told_of_those(word, wanted, said):
    listed = "list model" if wanted == MODEL else "list"
    assert told(word, wanted).removesuffix(f": slipstick {listed} shows what there is") == said


def test_of_several_names_those_that_begin_with_the_word_come_first():
    words = {name: name for name in ("a-owl-1", "owl-2", "b-owl-3", "owl-1")}
    with pytest.raises(UsageError, match=r"it could be owl-1, owl-2, a-owl-1, b-owl-3$"):
        Names(words, dict.fromkeys(words, "gpu")).meant("owl")


def test_a_last_word_may_be_begun_up_to_its_digits_and_no_further():
    assert left_out("h100-sx", "h100-sxm5-80gb") == ["80gb"]
    assert left_out("h100-sxm", "h100-sxm5-80gb") is None  # SXM of another generation is another part


def test_a_word_too_long_for_a_name_is_unknown_without_a_search(monkeypatch):
    monkeypatch.setattr("slipstick.specs.names.spellings", lambda word: pytest.fail("it was looked for"))
    with pytest.raises(UsageError, match=r"unknown device '001a001a.*\.\.\.': slipstick list shows what there is"):
        KNOWN.find("001a" * 60)
