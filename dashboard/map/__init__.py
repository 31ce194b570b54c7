"""The map: its markers, how many are joined into one, and the Folium map that draws them."""
