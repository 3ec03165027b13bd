"""Talks to forges and reads what their CI says of a job; knows neither git nor decisions."""
