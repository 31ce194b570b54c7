"""Every word of the page, in each language, and which of them a visitor gets."""
