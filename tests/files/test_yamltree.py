import pytest

from slipstick import SlipstickError
from slipstick.files import yamltree


@pytest.mark.parametrize("letter", [r"\e", r"\x9b", r"\u202e", r"\0", r"\r", r"\u2028"])
def test_what_steers_a_terminal_is_refused_with_its_line(letter):
    for text in (f'a: 1\nname: "x {letter} y"\n', f'a: 1\n"x{letter}": y\n', f'a: 1\nb: ["{letter}"]\n'):
        with pytest.raises(SlipstickError, match=r"^x.yaml:2: '.+' steers a terminal: write plain text$"):
            yamltree.read("x.yaml", text.encode())


def test_letters_of_every_script_and_tabs_are_text():
    assert yamltree.read("x.yaml", 'name: 漢 µ \u05d0 é\nb: "\\t\\n"'.encode()).value["b"].value == "\t\n"


def test_a_file_is_eight_deep_at_most():
    assert yamltree.read("x.yaml", b"a: " + b"[" * 8 + b"]" * 8).value
    with pytest.raises(SlipstickError, match=r"^x.yaml:1: nested more than 8 deep"):
        yamltree.read("x.yaml", b"a: " + b"[" * 9 + b"]" * 9)
