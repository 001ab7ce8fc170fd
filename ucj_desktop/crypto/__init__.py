"""Floor 2: keyring, signing and sealing; bytes in, bytes out."""
