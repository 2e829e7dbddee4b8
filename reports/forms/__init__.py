"""What people type into the pages of this floor: shapes, read exactly, with mistakes named."""
