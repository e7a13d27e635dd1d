"""What the adapters on SQL databases share: tables, migrations, engine, error translation."""
