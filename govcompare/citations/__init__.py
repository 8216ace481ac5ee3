"""A source as GB/T 7714-2015 and as BibTeX, written by citation libraries, not by hand."""

from .formatting import bibtex, gb_t_7714

__all__ = ["bibtex", "gb_t_7714"]
