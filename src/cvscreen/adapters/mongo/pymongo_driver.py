"""PyMongo's own asynchronous client."""

from __future__ import annotations

import pymongo

from cvscreen.adapters.mongo.driver import Client, MongoDriver

DRIVER = MongoDriver(f"PyMongo {pymongo.version}", make=pymongo.AsyncMongoClient, close=Client.close)
