"""BLAKE2b without OpenSSL: `hashlib` maps its library, 4 MB, into every process that imports it."""

try:
    from _blake2 import blake2b
except ImportError:  # a Python that was built with the hashes of OpenSSL alone
    from hashlib import blake2b

__all__ = ["blake2b"]
