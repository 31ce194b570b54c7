"""What a visitor has chosen and changed, and its form in the address bar."""
