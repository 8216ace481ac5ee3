"""Lists that came with the division of labour: one module a noun, from row to page."""
