"""Looking over what an atlas shows: a sample to be judged, and what was put right, for others.

Stands above ``geo.corrections``, which knows no atlas, and ``geo.atlas``, which applies it.
"""
