"""Estimates: questions about a machine, each answered with a time, a range, a floor and its work.

How a question is answered, and how its answer is printed, may enter; measurements stay in ``evidence``.
Imports: ``specs``, ``formulas``, ``layout``, ``units``.
"""
