"""A plot as a person has it: as text, in a notebook, on axes, in a file."""

from typing import TYPE_CHECKING

from ..errors import SlipstickError
from ..markup import Html, as_typed
from .chart import chart, ladder_chart
from .draw import draw, save, svg
from .figure import Figure, Ladder

if TYPE_CHECKING:
    from matplotlib.axes import Axes


class Plot:
    """A plot. figure: what it shows, as plain numbers in coherent units. ``str()`` of it is drawn in letters."""

    def __init__(self, figure: Figure | Ladder) -> None:
        self.figure = figure

    def __repr__(self) -> str:
        return f"<plot: {' '.join(self.figure.title.split())}>"

    def __str__(self) -> str:
        return self.text()

    def text(self, width: int = 80) -> str:
        """It in letters, so many columns wide."""
        return ladder_chart(self.figure, width) if isinstance(self.figure, Ladder) else chart(self.figure, width)

    def _repr_html_(self) -> str:
        try:
            return Html(svg(self.figure))
        except SlipstickError:  # without matplotlib
            return as_typed(str(self))

    def draw(self, ax: "Axes | None" = None) -> "Axes":
        """Put it on matplotlib's axes, or on new ones, and return them.

        Raises SlipstickError, with what to install, where matplotlib is not.
        """
        return draw(self.figure, ax)

    def save(self, path: str) -> None:
        """Draw it into a file, whole or not at all. Its ending is .svg, .png or .pdf.

        Raises UsageError for another ending, SlipstickError where it cannot be written or matplotlib is not.
        """
        save(self.figure, path)
