"""Serving: how fast a language model answers on a machine, whether it fits, and how it is shared out.

What answers a question about a model that is served may enter. ``infer`` and ``fit`` ask, ``splitting`` chooses,
``decoding`` counts, ``told`` says. Imports: ``links``, and the rooms that all questions share.
"""
