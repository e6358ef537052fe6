"""Run the migrations on the engine that the program hands over."""

from alembic import context

engine = context.config.attributes["engine"]
with engine.execution_options(write=True).connect() as connection:
    context.configure(connection=connection, transaction_per_migration=True)
    with context.begin_transaction():
        context.run_migrations()
