"""How fast the main pages and writes are at full size, each beside the bare SQL that reads or writes the same rows."""
