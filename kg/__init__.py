"""The graph: what was received, what it became, and what is served."""
