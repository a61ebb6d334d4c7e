"""The drill: grades at their boundaries, progress that is never lost, and a sitting through a pipe and a terminal."""

import json
import os
import pty
import signal
import subprocess
import sys
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

import slipstick
import slipstick.cli
from slipstick.cards import sitting as sitting_of
from slipstick.cards.grading import Grade, grade
from slipstick.cards.progress import Progress
from slipstick.cards.prompts import PARTS, Solution, prompts, solve, subjects
from slipstick.cards.sitting import Sitting
from slipstick.estimates.questions import find
from slipstick.estimates.shelf import every as names

NOW = datetime(2026, 1, 1, tzinfo=UTC)
CARD = {
    **{"card_id": 1, "state": 2, "step": None, "stability": 3.0, "difficulty": 5.0},
    **{"due": "2026-11-20T00:00:00+00:00", "last_review": None},
}
TRUE = Solution(100e-9, "s", 90e-9, 120e-9, "")


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        *(("100 ns", Grade.EASY), ("0.1 us", Grade.EASY), ("90 ns", Grade.EASY), ("120 ns", Grade.EASY)),
        *(("121 ns", Grade.GOOD), ("200 ns", Grade.GOOD), ("50 ns", Grade.GOOD), ("201 ns", Grade.HARD)),
        *(("49 ns", Grade.HARD), ("1 us", Grade.HARD), ("10 ns", Grade.HARD), ("1001 ns", Grade.AGAIN)),
        *(("9.9 ns", Grade.AGAIN), ("0 s", Grade.AGAIN), ("-100 ns", Grade.AGAIN), ("1 h", Grade.AGAIN)),
    ],
)
def test_grades_at_their_boundaries(answer, expected):
    assert grade(answer, TRUE)[0] == expected


@pytest.mark.parametrize(
    ("answer", "problem"),
    [
        ("5 GB", r"this is a size \(B\), and a time \(s\) is asked for, such as 7 s"),
        ("100", r"a time \(s\) is asked for"),
        ("[1 s, 2 s]", "expected one value"),
        ("quick", "unknown name"),
        ("9^9^9^9", "too large|number"),
        ("a" * 100000, "."),
    ],
)
def test_what_is_no_such_number_is_asked_again(answer, problem):
    with pytest.raises(slipstick.UsageError, match=problem):
        grade(answer, TRUE)


def test_every_question_has_an_answer_with_work():
    every = prompts(tuple(subjects()))
    assert len(every) == len({question.key for question in every}) > 400
    for question in every:
        found = solve(question)
        assert found.low <= found.value <= found.high, question.key
        assert found.told
        assert len(question.text) < 600


def test_the_matmuls_of_the_drill_keep_their_keys():
    found = prompts(("matmul",))
    assert len(found) == 35
    first = found[0]
    assert first.key == "matmul/a100/1x4096x4096"
    assert first.text == "How long does a 1 x 4096 x 4096 matmul in bf16 take on a100?"
    assert found[-1].key == "matmul/l40s/1x8192x28672"
    answer = slipstick.matmul(1, 4096, 4096, on="a100")
    assert solve(first)[:4] == (answer.outcome.value, "s", answer.outcome.low, answer.outcome.high)


SOME = ("occupancy", "sgemm")  # what only some pages say enough for
OTHERS = {"chase": {"epyc-9654"}}  # what these parts have nothing of


def test_every_kernel_is_a_subject_asked_by_its_examples():
    known = subjects()
    for name in names():
        assert f"kernel/{name}" in known[name]
        assert f"kernel/{name}" in known["estimates"]
        asked = {each.key.split("/")[1].removeprefix("8x") for each in prompts((name,)) if each.kind == "estimate"}
        every = asked == OTHERS.get(name, set(PARTS)) or (name in SOME and "a100" in asked < set(PARTS))
        assert every if find(name).placed else not asked
    found = prompts(("softmax",))
    assert found[0].text == "How long does a softmax over rows take? For rows 8192, columns 2048 in bf16 on a100."
    told = slipstick.run("softmax", rows=8192, columns=2048, on="a100")
    assert solve(found[0]).value == told.outcome.value
    assert "bf16" not in prompts(("copy",))[0].text
    assert solve(prompts(("copy",))[0]).value == slipstick.run("copy", size="6 GB", on="a100").outcome.value


def test_a_part_without_a_rate_is_not_asked_about(monkeypatch):
    monkeypatch.setattr("slipstick.cards.prompts.PARTS", ("a100", "v100", "tpu-v4"))  # a V100 has no bf16
    asked = {name: [each.name.split()[0] for each in prompts((name,))] for name in ("softmax", "copy", "conv2d")}
    assert asked == {"softmax": ["a100", "v100"], "copy": ["a100", "v100", "tpu-v4"], "conv2d": ["a100", "tpu-v4"]}


def test_a_question_comes_again_later_the_better_it_was_known(tmp_path):
    progress = Progress(str(tmp_path / "drill.json"))
    dues = [progress.answered(str(each), each, NOW) for each in Grade]
    assert dues == sorted(dues)
    assert NOW < dues[0] < NOW + timedelta(minutes=15)
    assert dues[-1] > NOW + timedelta(days=1)
    assert progress.due(str(Grade.AGAIN), dues[0])
    assert not progress.due(str(Grade.EASY), dues[0])
    again = Progress(str(tmp_path / "drill.json"))
    assert again.cards == progress.cards
    assert again.forget({str(Grade.EASY), "other"}) == 1
    assert len(Progress(str(tmp_path / "drill.json")).cards) == 3


@pytest.mark.parametrize(
    "told",
    [
        "",
        "{",
        "[]",
        "[" * 100_000,
        '{"format": 1, "cards": {"a": {"due": "x"}}}',
        '{"format": 1, "cards": {"a": {"due": "2026-11-20T00:00:00+00:00"}}}',
        json.dumps({"format": 1, "cards": {"a": {**CARD, "due": "2026-11-20"}}}),
        json.dumps({"format": 1, "cards": {"a": {**CARD, "stability": "much"}}}),
        json.dumps({"format": 1, "cards": {"a": {**CARD, "stability": 1e300}}}),
        '{"format": 9, "cards": {}}',
    ],
)
def test_a_damaged_file_is_set_aside_and_kept(tmp_path, told):
    path = tmp_path / "drill.json"
    path.write_text(told)
    progress = Progress(str(path))
    assert progress.damaged
    assert Path(progress.damaged).read_text() == told
    progress.answered("a", Grade.GOOD, NOW)
    assert list(Progress(str(path)).cards) == ["a"]


def test_two_drills_at_once_lose_no_answer(tmp_path):
    path = str(tmp_path / "drill.json")
    drills = [Progress(path), Progress(path)]

    def answer(number: int) -> None:
        for each in range(20):
            drills[number].answered(f"{number}/{each}", Grade.GOOD, NOW)

    threads = [threading.Thread(target=answer, args=(number,)) for number in range(2)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert len(Progress(path).cards) == 40


def test_a_sitting_asks_what_is_due_and_then_what_is_new(tmp_path):
    progress = Progress(str(tmp_path / "drill.json"))
    first = Sitting(progress, ("latency",), 5, 5, 1)
    assert [question.key for question in first.asked] == [q.key for q in Sitting(progress, ("latency",), 5, 5, 1).asked]
    old = datetime(2020, 1, 1, tzinfo=UTC)
    progress.answered(first.asked[2].key, Grade.AGAIN, old)
    again = Sitting(progress, ("latency",), 3, 2, 1)
    assert again.asked[0].key == first.asked[2].key
    assert len(again.asked) == 3
    assert again.asked[0].key not in [question.key for question in again.asked[1:]]


def drill(tmp_path, words, answers="", **options):
    command = [sys.executable, "-m", "slipstick", "drill", *words]
    environment = {**os.environ, "SLIPSTICK_DATA": str(tmp_path)}
    return subprocess.run(
        command, input=answers, capture_output=True, text=True, env=environment, check=False, **options
    )


def test_a_sitting_through_a_pipe(tmp_path):
    done = drill(tmp_path, ["matmul", "--count", "3", "--seed", "1"], "1 ms\n5 GB\n\n")
    assert done.returncode == 0
    assert done.stderr.startswith("slipstick: this is a size (B), and a time (s) is asked for")
    assert "2 answered" in done.stdout
    assert "not known" in done.stdout
    assert "roofline time" in done.stdout  # the work
    assert len(Progress(str(tmp_path / "drill.json")).cards) == 2  # the end of the answers loses none
    told = json.loads(drill(tmp_path, ["matmul", "--count", "2", "--json"], "1 s\nquit\n").stdout)
    assert told == {"asked": 1, "easy": 0, "good": 0, "hard": 0, "again": 1}
    assert drill(tmp_path, ["matmul", "--reset"]).stdout == "forgot 3 questions\n"


def test_a_sitting_in_a_terminal(tmp_path):
    leader, follower = pty.openpty()
    environment = {**os.environ, "SLIPSTICK_DATA": str(tmp_path), "TERM": "dumb"}
    command = [sys.executable, "-m", "slipstick", "drill", "latency", "--count", "2", "--seed", "3"]
    done = subprocess.Popen(command, stdin=follower, stdout=follower, stderr=follower, env=environment, close_fds=True)
    os.close(follower)
    os.write(leader, b"nonsense\n1 ns\n\x04")
    told = b""
    while True:
        try:
            more = os.read(leader, 4096)
        except OSError:
            break
        if not more:
            break
        told += more
    os.close(leader)
    assert done.wait(timeout=30) == 0
    assert b"unknown name 'nonsense'" in told
    assert b"1 answered" in told
    assert len(Progress(str(tmp_path / "drill.json")).cards) == 1


def test_an_interruption_keeps_what_was_answered(tmp_path):
    environment = {**os.environ, "SLIPSTICK_DATA": str(tmp_path)}
    command = [sys.executable, "-u", "-m", "slipstick", "drill", "latency", "--count", "3", "--seed", "3"]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    with subprocess.Popen(command, env=environment, **pipes) as done:
        done.stdin.write("1 ns\n")
        done.stdin.flush()
        for line in done.stdout:
            if line.startswith("2/3"):
                break
        done.send_signal(signal.SIGINT)
        told, problem = done.communicate(timeout=30)
    assert "1 answered" in told
    assert "Traceback" not in problem
    assert len(Progress(str(tmp_path / "drill.json")).cards) == 1


@pytest.mark.parametrize("place", ["input", "print", "grade", "write", "summary"])
@pytest.mark.parametrize("form", [None, "json"])
def test_an_interrupt_anywhere_keeps_what_was_answered(tmp_path, monkeypatch, request, capsys, place, form):
    monkeypatch.setenv("SLIPSTICK_DATA", str(tmp_path))
    before = signal.signal(signal.SIGINT, signal.default_int_handler)  # a background shell may ignore interrupts
    request.addfinalizer(lambda: signal.signal(signal.SIGINT, before))
    done = {"answers": 0}

    def interrupted(function, when):
        def called(*arguments, **options):
            if done["answers"] >= when and not done.get("sent"):
                done["sent"] = True
                signal.raise_signal(signal.SIGINT)
            return function(*arguments, **options)

        return called

    def said(prompt=""):
        done["answers"] += 1
        return "1 ns"

    monkeypatch.setattr("builtins.input", interrupted(said, 1) if place == "input" else said)
    if place == "print":
        monkeypatch.setattr("builtins.print", interrupted(print, 1))
    if place == "grade":
        monkeypatch.setattr(sitting_of, "grade", interrupted(sitting_of.grade, 2))
    if place == "write":
        monkeypatch.setattr(Progress, "_write", interrupted(Progress._write, 2))
    if place == "summary":
        monkeypatch.setattr(Sitting, "summary", interrupted(Sitting.summary, 0))
    words = ["drill", "latency", "--count", "3", "--seed", "3", *(["--json"] if form else [])]
    left = slipstick.cli.answered(words)
    told = capsys.readouterr().out
    kept = len(Progress(str(tmp_path / "drill.json")).cards)
    assert kept == (3 if place == "summary" or (place == "print" and form) else {"input": 1, "print": 1}.get(place, 2))
    assert json.loads(told)["asked"] == kept if form else f"{kept} answered" in told
    assert left == (130 if place == "summary" or (place == "print" and form) else 0)


@pytest.mark.parametrize(
    ("words", "code", "problem"),
    [
        (["latncy"], 2, "unknown subject 'latncy': did you mean latency"),
        (["--count", "0"], 2, "--count"),
        (["--reset"], 2, "--reset needs the SUBJECTS to forget, such as numbers"),
    ],
)
def test_wrong_questions_are_answered_in_one_line(tmp_path, words, code, problem):
    done = drill(tmp_path, words)
    assert (done.returncode, done.stdout) == (code, "")
    assert problem in done.stderr
    assert done.stderr.count("\n") == 1


def test_without_a_scheduler_the_drill_says_what_to_install(tmp_path):
    code = "import sys; sys.modules['fsrs'] = None\nfrom slipstick.cli import answered; sys.exit(answered(['drill']))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=tmp_path, check=False)
    assert done.returncode == 1
    assert done.stderr == "slipstick: the drill needs one more package: pip install 'slipstick[drill]'\n"
