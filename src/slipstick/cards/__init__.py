"""Cards: numbers, sheets and formulas to learn, for Anki and for the drill in the terminal.

What asks a person something may enter: prompts, grading, progress.
Imports: ``sheets``, ``reference``, ``estimates``, ``calculator``. genanki only in ``anki``, fsrs only in ``progress``.
"""
