"""Setting a place up by pages: what it is made of, the form of each part, and the page around them."""
