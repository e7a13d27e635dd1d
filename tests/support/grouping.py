"""Groups of tests for pytest-xdist, which tells them by the end of a test's id and fails to set it on pytest 9.2."""

import pytest


def sign_groups(items: list[pytest.Item]) -> None:
    """Let the id of each test that has the mark `xdist_group` end with its group, as `--dist loadgroup` needs it.

    Raises UsageError if the id does not change, as the groups would be torn apart without a word.
    """
    for item in items:
        if names := sorted({str(mark.args[0]) for mark in item.iter_markers("xdist_group")}):
            _sign(item, f"@{'_'.join(names)}")


def _sign(item: pytest.Item, group: str) -> None:
    if item.nodeid.endswith(group):
        return
    item._id = type(item.id).parse(item.nodeid + group)
    if not item.nodeid.endswith(group):
        raise pytest.UsageError(f"{item.nodeid} cannot be put into a group: run the tests with --numprocesses 0")
