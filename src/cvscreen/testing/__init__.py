"""The contracts that adapters keep, as test classes, for us and for whoever writes an adapter.

Subclass one in a test module, give it the fixture that it names, and pytest does the rest:

    class TestAcmeStore(FileStoreContract):
        @pytest_asyncio.fixture
        async def files(self): ...

They need the extra `testing`.
"""

import pkgutil

import pytest

pytest.register_assert_rewrite(*(f"{__name__}.{module.name}" for module in pkgutil.iter_modules(__path__)))
