"""The times that articles speak about, so that a mention has two clocks: published, spoken of."""

from geo.timing.calendar_span import Precision
from geo.timing.find_dates import EventDate, dates_within, event_dates

__all__ = ["EventDate", "Precision", "dates_within", "event_dates"]
