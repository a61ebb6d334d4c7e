"""Reference: what a person looks up about parts, numbers and formulas: shown, listed, compared, searched.

What looks a fact up and prints it may enter; nothing that estimates.
Imports: ``calculator``, ``specs``, ``formulas``, ``units``, ``layout``.
"""
