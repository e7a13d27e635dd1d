"""Adapters of the EventSink port; who listens is not picked by URL."""
