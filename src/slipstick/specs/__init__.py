"""Specs: pages of facts about parts, found by name, what follows from their facts, and machines made of parts.

What one can ask of pages alone may enter: names, conditions, order, derived rates; no estimate of a time.
Imports: ``files``, ``formulas``, ``units``.
"""
