"""Floor 3: the encrypted store; the only home of SQLAlchemy and SQLCipher."""
