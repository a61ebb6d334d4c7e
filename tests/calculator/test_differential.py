"""The calculator against exact fractions, by an evaluator that shares no code with it."""

from differential import Maker, disagreement

COUNT, SEED = 2000, 2  # `python tools/differential.py` asks fifty thousand


def test_random_expressions_are_answered_as_exact_fractions_have_it():
    maker = Maker(SEED)
    asked = [maker.expression() for _ in range(COUNT)]
    wrong = {text: problem for text, expected in asked if (problem := disagreement(text, expected))}
    assert wrong == {}
    refused = sum(expected is None for _, expected in asked)
    assert COUNT / 5 < refused < COUNT / 2  # both kinds are there
