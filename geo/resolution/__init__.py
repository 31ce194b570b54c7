"""The steps of resolution: options of a name, what the text says, evidence, ranking, reasons."""
