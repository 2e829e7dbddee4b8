"""The page of money in: contributions, settlement, claims, conditions, ring-fences, allocations and passings as tables."""
