"""At the kecamatan: what came down from the district."""
