"""Training: how long a model takes to train on a machine, what its memory holds, and how it is laid out.

What answers the question about training may enter. ``train`` asks, ``layout`` chooses, ``steps`` counts, ``told`` says.
Imports: ``links``, ``serving`` for what a model is, and the rooms that all questions share.
"""
