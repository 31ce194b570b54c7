"""What can be told from bare text: its language, and where its sentences begin and end."""
