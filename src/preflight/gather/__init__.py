"""The only floor that touches the outside: web, DNS, audience."""
