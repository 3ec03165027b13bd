"""Makes histories for tests, many in one repository, and judges them a second time, naively."""
