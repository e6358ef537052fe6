"""The questions, scales, words and rules of the product, read from versioned YAML files.

A feature asks here for what is shown and which rule holds, so that a home or a country can change
a question without code. Everything is frozen and read once per process.
"""
