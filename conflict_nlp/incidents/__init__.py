"""From the claims of many reports to incidents."""
