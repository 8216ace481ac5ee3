"""The charts of this domain: rows of regions, scores and shares handed to the pure shapes of govcompare.charts."""
