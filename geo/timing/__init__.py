"""The times that articles speak about, so that a mention has two clocks: published, spoken of."""

from geo.timing.find import EventDate, event_dates, spoken
from geo.timing.spans import Precision

__all__ = ["EventDate", "Precision", "event_dates", "spoken"]
