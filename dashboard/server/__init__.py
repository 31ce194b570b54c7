"""What a server holds once for all its visitors: the opened atlas, the geoparser, static files."""
