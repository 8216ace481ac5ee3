"""The lists: one module a noun, from row to page."""
