"""The product and its evidence store, over real sockets and databases."""
