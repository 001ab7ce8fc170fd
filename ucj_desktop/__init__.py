"""UCJ Desktop: vulnerable workers, from the village list to the district, without a network."""

__version__ = "0.1.0"
