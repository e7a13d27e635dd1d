"""Judging CVs by a model behind OpenRouter, or behind any server that speaks OpenAI's API."""
