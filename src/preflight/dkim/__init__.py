"""DKIM (RFC 6376, 8301, 8463): hashed when the message is read, verified when it is judged.

`reading` makes `Signature` facts of a message's octets, `verify` holds one against its published key, `standing`
says how the signatures of a message stand to its From domain. Nothing here asks anybody; keys come as facts of DNS.
"""
