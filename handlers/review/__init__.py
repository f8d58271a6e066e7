"""The card, the three views of a review, and the drafts behind them."""
