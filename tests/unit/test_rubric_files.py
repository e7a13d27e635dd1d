from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cvscreen.domain.errors import InvalidRubric, ProtectedTrait, RubricError
from cvscreen.domain.rubric import Criterion, Rubric
from cvscreen.entrypoints.rubric_files import load_rubric

TOML = """
[[criteria]]
id = "python"
text = "Python"
weight = 3
must_have = true

[[criteria]]
text = "SQL"
"""


def written(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_toml_and_json_say_the_same(tmp_path: Path) -> None:
    rubric = Rubric((Criterion(id="python", text="Python", weight=3.0, must_have=True), Criterion(id="c2", text="SQL")))
    entries = [{"id": "python", "text": "Python", "weight": 3, "must_have": True}, {"text": "SQL"}]
    assert load_rubric(written(tmp_path, "r.toml", TOML)) == rubric
    assert load_rubric(str(written(tmp_path, "r.JSON", json.dumps({"criteria": entries})))) == rubric


def test_a_byte_order_mark_is_no_matter(tmp_path: Path) -> None:
    assert len(load_rubric(written(tmp_path, "r.toml", b"\xef\xbb\xbf" + TOML.encode())).criteria) == 2


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("r.toml", "", "required field `criteria`"),
        ("r.toml", "[[criteria]]\ntext = 'a'\nwieght = 2", "did you mean weight?"),
        ("r.toml", "[[criteria]]\ntext = 'a'\nmust-have = true", "did you mean must_have?"),
        ("r.toml", "[[criteria]]\ntext = 'a'\nzzz = true", "there are text, id, weight, must_have"),
        ("r.toml", "criterion = 1\ncriteria = []", "did you mean criteria?"),
        ("r.toml", "[[criteria", "not valid TOML"),
        ("r.toml", "criteria = []", "no criteria"),
        ("r.toml", "[[criteria]]\ntext = ' '", "blank"),
        ("r.toml", "[[criteria]]\ntext = 'a'\nweight = -1", "above 0"),
        ("r.toml", "[[criteria]]\ntext = 'a'\nweight = nan", "above 0"),
        ("r.toml", "[[criteria]]\ntext = 'a'\nweight = 'much'", "Expected `float`"),
        ("r.toml", "[[criteria]]\ntext = 'a'\nid = 'x'\n[[criteria]]\ntext = 'b'\nid = 'x'", "must differ"),
        ("r.json", "{", "not valid JSON"),
        ("r.json", "[" * 100_000, "r.json"),
        ("r.json", '{"criteria": {}}', "Expected `array`"),
        ("r.json", b'{"criteria": "\xff"}', "save it as UTF-8"),
        ("r.json", " " * (2**20 + 1), "larger than 1 MB"),
        ("r.yaml", "criteria:", ".toml or .json"),
    ],
)
def test_what_is_wrong_is_said_with_the_file(tmp_path: Path, name: str, content: bytes, said: str) -> None:
    path = written(tmp_path, name, content)
    with pytest.raises(InvalidRubric) as raised:
        load_rubric(path)
    assert raised.value.detail.startswith(f"{path}: ")
    assert said in raised.value.detail


@pytest.mark.parametrize("path", ["nope.toml", "nul\0.toml", "."])
def test_a_file_that_cannot_be_read_is_an_invalid_rubric(path: Path) -> None:
    with pytest.raises(InvalidRubric):
        load_rubric(path)


def test_a_protected_trait_keeps_its_own_error(tmp_path: Path) -> None:
    path = written(tmp_path, "r.toml", "[[criteria]]\ntext = 'under 30 years of age'")
    with pytest.raises(ProtectedTrait, match="asks for age"):
        load_rubric(path)


def only_rubric_errors(path: Path) -> bool:
    try:
        load_rubric(path)
    except RubricError as error:
        return str(path) in error.detail
    return True


@given(content=st.binary(max_size=200), suffix=st.sampled_from([".toml", ".json"]))
def test_no_content_makes_it_raise_anything_else(
    tmp_path_factory: pytest.TempPathFactory, content: bytes, suffix: str
) -> None:
    assert only_rubric_errors(written(tmp_path_factory.getbasetemp(), f"any{suffix}", content))


@given(
    value=st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(["criteria", "text", "weight", "id"]), inner),
    )
)
def test_no_json_value_makes_it_raise_anything_else(tmp_path_factory: pytest.TempPathFactory, value: object) -> None:
    assert only_rubric_errors(written(tmp_path_factory.getbasetemp(), "any.json", json.dumps(value)))
