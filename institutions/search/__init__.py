"""Finding things: what can be found, by which words, in which order, and what each result leads to."""
