import subprocess
import sys

import pytest


@pytest.mark.parametrize(
    ("words", "code", "problem"),
    [
        (["latncy"], 2, "no cards are known by 'latncy': did you mean latency"),
        (["chaptr:speedup"], 2, "unknown kind of cards 'chaptr': did you mean chapter?"),
        (["chapter:latency"], 2, "no cards are known by 'latency'"),
        (["latency", "-o", "x.doc"], 2, "cannot tell the form from x.doc"),
        (["latency", "-o", "nowhere/x.txt"], 1, "nowhere/x.txt cannot be written: there is no such folder"),
    ],
)
def test_wrong_questions_are_answered_in_one_line(words, code, problem, tmp_path):
    command = [sys.executable, "-m", "slipstick", "cards", *words]
    done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, check=False)
    assert (done.returncode, done.stdout) == (code, "")
    assert problem in done.stderr
    assert done.stderr.count("\n") == 1
    assert not list(tmp_path.iterdir())


def test_a_package_without_genanki_says_what_to_install(tmp_path):
    code = (
        "import sys; sys.modules['genanki'] = None\n"
        "import sys; from slipstick.cli import answered; sys.exit(answered(['cards', 'powers', '-o', 'x.apkg']))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=tmp_path, check=False)
    assert (done.returncode, list(tmp_path.iterdir())) == (1, [])
    assert done.stderr == "slipstick: a package needs one more package: pip install 'slipstick[cards]'\n"
