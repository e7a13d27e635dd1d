"""Links in the folder of files lead nowhere: what they point at is neither read nor written."""

from pathlib import Path

import pytest
from local_files import KEY, names, store_in

from cvscreen.adapters.files.local import LocalFileStore
from cvscreen.domain.errors import FileStoreUnavailable
from cvscreen.testing.files import content, stored
from cvscreen.testing.samples import chunks_of


@pytest.fixture
def elsewhere(tmp_path: Path) -> Path:
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    return folder


@pytest.mark.parametrize("linked", ["ab", ".incoming"])
async def test_a_linked_folder_leads_nowhere(files: LocalFileStore, root: Path, elsewhere: Path, linked: str) -> None:
    (elsewhere / KEY).write_bytes(b"theirs")
    link = root / linked
    if link.exists():
        link.rmdir()
    link.symlink_to(elsewhere)
    with pytest.raises(FileStoreUnavailable, match="link"):
        await files.put(KEY, chunks_of(b"mine"))
    if linked != ".incoming":
        with pytest.raises(FileStoreUnavailable, match="link"):
            await content(files, KEY)
        with pytest.raises(FileStoreUnavailable, match="link"):
            await files.delete(KEY)
        assert await stored(files) == {}
    assert names(elsewhere) == {KEY}
    assert (elsewhere / KEY).read_bytes() == b"theirs"


async def test_a_folder_that_became_a_link_leads_nowhere(files: LocalFileStore, root: Path, elsewhere: Path) -> None:
    await files.put(KEY, chunks_of(b"cv"))
    (root / "ab").rename(root / "away")
    (root / "ab").symlink_to(elsewhere)
    with pytest.raises(FileStoreUnavailable, match="link"):
        await files.put(KEY, chunks_of(b"mine"))
    assert names(elsewhere) == set()


async def test_a_linked_file_is_neither_read_nor_listed_nor_followed(
    files: LocalFileStore, root: Path, elsewhere: Path
) -> None:
    secret = elsewhere / "secret"
    secret.write_bytes(b"theirs")
    link = root / "ab" / KEY
    link.parent.mkdir()
    link.symlink_to(secret)
    with pytest.raises(FileStoreUnavailable):
        await content(files, KEY)
    assert await stored(files) == {}
    await files.put(KEY, chunks_of(b"mine"))
    assert (secret.read_bytes(), await content(files, KEY)) == (b"theirs", b"mine")


async def test_a_root_behind_a_link_is_fine(elsewhere: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(elsewhere)
    async with store_in(tmp_path / "link") as files:
        await files.put(KEY, chunks_of(b"cv"))
    assert names(elsewhere) == {KEY}
