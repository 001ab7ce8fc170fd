"""Speed against peers measured in the same run; run by dev.py bench, not by pytest."""
