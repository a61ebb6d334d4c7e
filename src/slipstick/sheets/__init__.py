"""Sheets: numbers worked out from the catalogue and the formulas, printed in every form.

What fills a sheet's rows, and a form it is printed in, may enter; what its file says is read in ``files``.
Imports: ``calculator``, ``reference``, ``specs``, ``files``, ``layout``. reportlab only in ``pdf``.
"""
