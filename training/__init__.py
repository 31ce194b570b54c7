"""How the weights that Dateline ships were made, and how to make them anew.

The steps are in ``steps.toml``; ``python -m training`` runs them. Not part of the wheel.
"""
