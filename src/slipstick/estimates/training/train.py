"""Training: a question about a model and all devices of a machine, or about the model alone."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from ...errors import UsageError
from ...formulas.compression import lora_parameters
from ...formulas.core.formula import unrecorded
from ...formulas.scaling import twenty_tokens
from ...specs.catalogue import Catalogue, catalogue
from ...specs.machine import Machine, machine
from ...specs.rates import usual_dtype
from ...specs.spec import Spec
from ...units.quantisations import FORMATS, quantisation
from ...words import did_you_mean, quoted
from ..calibration import Calibration
from ..estimate import Estimate
from ..question import Asked, Question
from ..serving.placed import elsewhere
from .answer import Run, answer, sized
from .layout import Layout, layouts
from .memory import Trained, memory
from .model import Model, model_of
from .placed import Placed
from .reach import OTHER, RUNS, TUNER, reached, software
from .steps import Amounts, amounts, split
from .told import told
from .turned import affordable, fewest

SEQUENCE = 2048.0  # tokens, where no page says
LONGEST = 4096.0  # tokens of a sequence in training, where the model's own context is longer
TUNED = 1e8  # tokens that adapters are trained on where none are asked for


class Train(Question):
    """A training run. Its parameters are those of ``kernels/train.py``; a 0 or an empty word is left to be chosen."""

    def usual(self, part: Spec) -> tuple[str, str]:
        """The dtype where none is asked for, and what is said of it."""
        return usual_dtype(part)

    def values(self, given: Mapping[str, Any], checked: Mapping[str, float] = {}) -> dict[str, Any]:
        """The value of every parameter, words such as 0 among them. Raises as :meth:`Question.values`."""
        return super().values(_worded(given), checked)

    def estimate(self, asked: Asked) -> Estimate:
        """The answer, turned round for a deadline or a budget; without a machine what needs none: memory and work.

        Raises as :meth:`ask`, and UsageError for a layout that does not go with the machine.
        """
        values, _, where, dtype, known, note = asked
        if (values["within"] or values["budget"]) and where is None:
            raise UsageError(f"{'in' if values['within'] else 'budget'} needs a machine, such as h100")

        def timed(on: Machine | None, more: Mapping[str, float]) -> Estimate:
            return self._timed({**values, **more}, on, dtype, note, known)

        if values["within"] and where:
            return fewest(where, known, values["within"], lambda many: timed(many, {}))
        if values["budget"]:
            return timed(where, {"tokens": affordable(values, timed(where, {}))})
        return timed(where, {})

    def _timed(
        self, values: dict[str, Any], where: Machine | None, dtype: str, note: str, known: Catalogue
    ) -> Estimate:
        run = self._run(values, where, dtype, note, known)
        if where is None:
            return Estimate("memory", "B", partial(sized, run), (), partial(told, run))
        _measured_software(values["library"])
        library = values["library"] or (TUNER if run.trained.adapters else RUNS)
        placed = Placed.of(where, dtype, reached(where.part, dtype, library))
        if values["offload"]:
            run = run._replace(trained=placed.offloaded(run.trained, values["offload"], known))
        run = run._replace(fit=placed.fit, layout=chosen(run, placed))
        return Estimate("time", "s", partial(answer, run, placed), ("matrix", "memory", "tokens"), partial(told, run))

    def _run(self, values: dict[str, Any], where: Machine | None, dtype: str, note: str, known: Catalogue) -> Run:
        """The run as it is asked, laid out as one device or those asked for have it."""
        model = model_of(known, values["model"], values)
        sequence = values["sequence"] or min(model.context or SEQUENCE, LONGEST)
        trained = _trained(model, values)
        if values["offload"] and where is None:
            trained = trained._replace(host=elsewhere(known, values["offload"]))
        tokens = values["tokens"] or (TUNED if trained.adapters else model.tokens) or _usual_tokens(model)
        alone = _devices(values)
        layout = layouts(model, alone, alone, sequence, _alone(values))[0]
        return Run(self, values, model, layout, sequence, tokens, trained, where, dtype, note, known)

    def prepared(self, given: Mapping[str, Any], on: str, dtype: str, fit: Calibration) -> tuple[Run, Placed, Amounts]:
        """A run, its machine and what a device does in a step: what a calibration is fitted to. Raises as ask."""
        known = catalogue(None)
        where = machine(on, known)
        values = self.values(given)
        placed = Placed.of(where, dtype, fit)
        run = self._run(values, where, dtype, "", known)
        run = run._replace(layout=chosen(run, placed))
        done = amounts(unrecorded, run.model, run.layout, run.sequence, placed.rates, placed.exchanges, run.trained)
        return run, placed, done


def chosen(run: Run, placed: Placed) -> Layout:
    """The fastest layout that fits; where none does, the fastest of all."""
    model, sequence, trained = run.model, run.sequence, run.trained
    every = layouts(model, int(placed.devices), placed.exchanges.inner(), sequence, run.values)
    if len(every) == 1:
        return every[0]
    fits = [each for each in every if memory(unrecorded, model, each, sequence, trained).all <= placed.capacity]

    known: dict[Any, Amounts] = {}

    def cost(layout: Layout) -> float:
        key = layout._replace(chunks=1), layout.layers(model)  # turns of more chunks differ in what is sent alone
        if key not in known:
            known[key] = amounts(unrecorded, model, layout, sequence, placed.rates, placed.exchanges, trained)
        one, chunks = known[key], float(layout.chunks)
        found = one._replace(chunks=chunks, send=one.send / one.chunks * chunks)
        return float(split(unrecorded, found, placed.fit.numbers).all / layout.batch)

    return min(fits or every, key=cost)


def _worded(given: Mapping[str, Any]) -> dict[str, Any]:
    """The values with the stage of ZeRO as the word it is."""
    return {name: str(value) if name == "zero" else value for name, value in given.items()}


def _measured_software(name: str) -> None:
    """Raise UsageError, with the nearest, for software that was not measured."""
    if name and name not in (known := [*software(), OTHER]):
        raise UsageError(f"library = {quoted(name)}: {did_you_mean(name, known)}")


def _trained(model: Model, values: Mapping[str, Any]) -> Trained:
    """What is trained: with a rank adapters of every matrix, whose own weights may be in a format of few bits."""
    rank, word = values["lora"], values["weights"]
    if not rank:
        if word:
            raise UsageError("weights is the format of frozen weights: it goes with lora, as in --lora 16")
        return Trained()
    squares = ((model.width, model.queries, 2.0), (model.width, model.keys, 2.0), (model.width, model.hidden, 1.0))
    adapters = sum(
        float(lora_parameters.rule(model.layers * many, inputs, outputs, rank)) for inputs, outputs, many in squares
    )
    return Trained(adapters, FORMATS[quantisation(word)].plain / 8 if word else 2.0)


def _usual_tokens(model: Model) -> float:
    return float(twenty_tokens.rule(model.active))


def _devices(values: Mapping[str, Any]) -> int:
    """As many devices as a layout that is asked for takes."""
    one = _alone(values)
    return int(one["tp"] * one["pp"] * one["cp"] * one["dp"])


def _alone(values: Mapping[str, Any]) -> dict[str, Any]:
    """What is asked for, and the rest as one device has it."""
    one = {name: values[name] or 1.0 for name in ("tp", "pp", "cp", "dp", "microbatch", "interleaving")}
    one["dp"] = values["dp"] or values["ep"] or 1.0  # experts are shared out among those of data parallelism
    return {**values, **one, "recompute": values["recompute"] or "selective"}
