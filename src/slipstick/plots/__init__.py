"""Plots: rooflines, ladders, sweeps and validation, worked out as plain numbers (``figure``) and drawn.

What a plot shows, and a surface it is drawn on (``draw`` for matplotlib's axes, ``chart`` for a terminal), may enter.
Imports: ``sheets``, ``evidence``, ``estimates``, ``calculator``. matplotlib only in ``draw``.
"""
