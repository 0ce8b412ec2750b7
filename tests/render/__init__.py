"""The renderings, from invented briefs. `RENEW_GOLDEN=1 pytest tests/render` writes the expected records anew."""
