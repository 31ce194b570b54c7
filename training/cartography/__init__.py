"""Makes what the map is drawn from, of Natural Earth and GeoNames; needs the development tools."""
