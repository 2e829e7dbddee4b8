"""Next year from this one: what would be carried over of a place's funds, read and worked out before anything is saved."""
