"""The loopback web site and DNS zone of `preflight demo`."""
