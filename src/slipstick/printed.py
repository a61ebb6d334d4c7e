"""How formulas and specs are shown, which the rooms above their own know: ``str()`` of one, and its form in a notebook.

>>> from slipstick.formulas.roofline import ridge
>>> print(str(ridge).splitlines()[0])
ridge = peak / bandwidth
"""

from .errors import SlipstickError
from .formulas.core.formula import Formula
from .markup import Html, joined, link, pairs, strong
from .specs.catalogue import catalogue
from .specs.spec import Spec


def text(shown: Formula | Spec) -> str:
    """What ``slipstick formula NAME`` or ``slipstick show HANDLE`` prints."""
    if isinstance(shown, Spec):
        from .reference.part import describe

        return describe(shown)
    from .reference.handbook import explained

    return explained(shown)


def html(shown: Formula | Spec) -> Html:
    """A formula or a spec as a table for notebooks."""
    return _spec(shown) if isinstance(shown, Spec) else _formula(shown)


def _formula(shown: Formula) -> Html:
    from .formulas.core.steps import expression
    from .reference import handbook

    try:
        source = catalogue(None).source(shown.source)
    except SlipstickError:  # of a formula of one's own
        source = {"title": shown.source}
    rows = [
        ("", strong(f"{shown.name} = {expression(shown)}")),
        ("what", handbook.summary(shown)),
        *((name, handbook.described(dim)) for name, dim in shown.parameters.items()),
        ("gives", handbook.described(shown.result)),
        ("source", link(source["title"], source.get("address", ""))),
    ]
    return pairs(rows)


def _spec(shown: Spec) -> Html:
    from .reference.part import derived, told

    facts = ((path, words) for path, words, _ in told(shown))
    followed = joined(f"{each.path}: {each.step.result}" for each in derived(shown))
    notes = joined(shown.notes)
    return pairs([*facts, ("what follows", followed), ("notes", notes)], f"{shown.name} ({shown.handle}), {shown.kind}")
