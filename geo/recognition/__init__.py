"""Recognising toponyms: what is known of names, the entity model, spans."""
