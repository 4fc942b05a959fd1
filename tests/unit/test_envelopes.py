"""The envelope: one meaning, one row of bytes."""

from __future__ import annotations

import hashlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from operator_app.wire.envelopes import EnvelopeBroken, decode, digest, encode
from tests.support.envelopes import a_blob, an_encoded, an_envelope

words = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | words,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3),
    max_leaves=10,
)


@given(body=st.dictionaries(words, values, max_size=5))
def test_what_was_encoded_is_decoded_whatever_the_body(body: dict[str, object]) -> None:
    envelope = an_envelope(body=body)

    assert decode(encode(envelope)) == envelope
    assert b"\n" not in encode(envelope)


def test_the_bytes_are_sorted_and_plain() -> None:
    line = an_encoded(body={"я": 1, "a": {"z": None, "b": "Ә"}}, blobs=(a_blob(b"scan"),))
    again = json.dumps(json.loads(line), sort_keys=True, ensure_ascii=False, separators=(",", ":"))

    assert line == again.encode()


def test_the_digest_is_that_of_the_exact_bytes() -> None:
    assert digest(an_encoded()) == hashlib.sha256(an_encoded()).hexdigest()


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        (b'"v":1', b'"v":2', "$.v"),
        (b'"epoch":0', b'"epoch":-1', "$.epoch"),
        (b'"epoch":0', b'"epoch":"0"', "$.epoch"),
        (b'"dseq":1', b'"dseq":1,"dseq":1', "not canonical"),
        (b'"dseq":1', b'"dseq": 1', "not canonical"),
        (b'"epoch":0', b'"epoch":0,"extra":0', "not an object"),
        (b"04:20:00Z", b"04:20:00", "$.at"),
        (b'"schema":1,', b"", "not canonical"),
        (b'"type":"case.submit"', b'"type":"\xff"', "not JSON"),
        (b'"type":"case.submit"', b'"type":""', "$.type"),
        (b"}", b"", "not JSON"),
    ],
)
def test_other_bytes_are_refused_by_place(old: bytes, new: bytes, place: str) -> None:
    line = an_encoded().replace(old, new, 1)
    assert line != an_encoded()

    with pytest.raises(EnvelopeBroken) as caught:
        decode(line)

    assert caught.value.details == {"reason": place}
