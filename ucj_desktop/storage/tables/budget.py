"""The budget of the district: what it pays, who has a place in it, and the decision."""
