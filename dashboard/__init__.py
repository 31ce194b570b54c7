"""The Streamlit dashboard: presentation only, everything it shows comes from geo."""
