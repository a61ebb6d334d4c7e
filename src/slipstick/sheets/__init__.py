"""Sheets: pages of numbers made from specs and formulas, printed in any form.

``definition`` reads what a sheet's file says, ``fill`` works out its rows, and each of the other rooms prints what
:class:`slipstick.sheets.content.Sheet` holds in one form: the same content in each.
"""
