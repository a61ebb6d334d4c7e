"""Plots: rooflines, ladders, sweeps and validation.

``roofline``, ``ladder``, ``sweep`` and ``validation`` work out what a plot shows, as a
:class:`slipstick.plots.figure.Figure` of plain numbers. ``draw`` puts it on matplotlib's axes, ``chart`` in a terminal.
"""
