"""Drawing pictures: where lines may break, and the card that stands for a page where its address is shared."""
