"""The database: declarative base, column types, sealing, engines and the nets under sessions."""
