"""Makes the weights that below-the-line ships. README.md beside this file says what is made of what."""
