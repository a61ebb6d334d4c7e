"""Estimates: questions about a machine, each answered with a time, a range, a floor and its work.

How a question is answered, and how its answer is printed, may enter; measurements stay in ``evidence``. Here are the
rooms that all questions share. ``kernels`` declares each question in a file of its name; those that are more than a
kernel are answered in ``links`` (moves, collectives), ``serving`` (language models that answer) and ``training``.
Imports: ``specs``, ``formulas``, ``layout``, ``units``.
"""
