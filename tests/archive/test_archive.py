"""Keeping pages and reading them back, also with other tools, torn, damaged and on a full disk."""

import asyncio
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator

from detaincrawl.archive import Archive, Missing, Torn, read
from detaincrawl.archive.record import compress, decode, digest, encode
from detaincrawl.archive.segment import Busy, cut, segments, whole_end
from detaincrawl.records import ArchivePlace, Page
from tests.archive.conftest import page
from tests.archive.stored import keep as keep_all


def place_of(page: Page) -> ArchivePlace:
    assert page.place is not None
    return page.place


def test_a_kept_page_is_read_back_as_it_was(tmp_path: Path) -> None:
    kept = keep_all(tmp_path, [page(n, headers=(("Content-Type", "text/html"),)) for n in range(40)])
    for one in kept:
        found = read(tmp_path, place_of(one))
        assert (found.url, found.body) == (one.url, one.body)
        assert found.headers[0] == ("Content-Type", "text/html")


@pytest.mark.parametrize("body", [b"", b"\0\xff" * 9, b"\r\n\r\nHTTP/1.1 500 no\r\n\r\n", "Спектор".encode("cp1251")])
def test_any_bytes_are_a_body(tmp_path: Path, body: bytes) -> None:
    [kept] = keep_all(tmp_path, [replace(page(), body=body)])
    assert read(tmp_path, place_of(kept)).body == body


def test_other_tools_replay_the_segment(tmp_path: Path) -> None:
    keep_all(tmp_path, [page(n) for n in range(5)])
    [segment] = segments(tmp_path)
    with segment.open("rb") as file:
        found = [
            (record.rec_type, record.rec_headers.get_header("WARC-Target-URI"), record.content_stream().read())
            for record in ArchiveIterator(file, check_digests="raise")
        ]
    assert [kind for kind, *_ in found] == ["warcinfo"] + ["response"] * 5
    assert [body for *_, body in found[1:]] == [page(n).body for n in range(5)]


def test_secrets_are_never_archived(tmp_path: Path) -> None:
    names = ["Authorization", "COOKIE", "Set-Cookie", "proxy-authorization", "X-Api-Key"]
    secret = page(headers=tuple((name, "hunter2") for name in names))
    [kept] = keep_all(tmp_path, [replace(secret, url="https://user:hunter2@courier.test/1")])
    found = read(tmp_path, place_of(kept))
    assert found.headers == (("Content-Length", str(len(secret.body))),)
    assert found.url == "https://courier.test/1"


def test_a_header_cannot_smuggle_in_another(tmp_path: Path) -> None:
    hostile = (("X-Note", "a\r\nContent-Type: text/evil\r\n\r\nb"), ("Server", "naïve \ud800"))
    [kept] = keep_all(tmp_path, [page(headers=hostile)])
    found = read(tmp_path, place_of(kept))
    assert found.body == kept.body
    assert [name for name, _ in found.headers] == ["X-Note", "Server", "Content-Length"]


def test_segments_rotate_and_runs_share_none(tmp_path: Path) -> None:
    first = keep_all(tmp_path, [page(n) for n in range(10)], segment_bytes=500)
    second = keep_all(tmp_path, [page(n) for n in range(10)], segment_bytes=500)
    names = [{place_of(kept).segment for kept in pages} for pages in (first, second)]
    assert len(names[0]) > 1
    assert not names[0] & names[1]


def test_no_segment_is_made_for_a_run_that_keeps_nothing(tmp_path: Path) -> None:
    keep_all(tmp_path, [])
    assert segments(tmp_path) == []


@pytest.mark.parametrize("lost", [1, 8, 60])
def test_a_torn_record_is_refused_and_those_before_it_are_whole(tmp_path: Path, lost: int) -> None:
    kept = keep_all(tmp_path, [page(n) for n in range(3)])
    [segment] = segments(tmp_path)
    with segment.open("r+b") as file:
        file.truncate(segment.stat().st_size - lost)
    assert [read(tmp_path, place_of(one)).body for one in kept[:2]] == [one.body for one in kept[:2]]
    with pytest.raises(Torn, match=f"{segment.name}: the record at byte {place_of(kept[2]).offset} ends too early"):
        read(tmp_path, place_of(kept[2]))


def test_every_flipped_byte_is_noticed(tmp_path: Path) -> None:
    [kept] = keep_all(tmp_path, [page(body=b"short")])
    place = place_of(kept)
    [segment] = segments(tmp_path)
    whole = segment.read_bytes()
    for at in range(place.offset + 10, place.offset + place.length):  # the first ten are gzip's own, checked or void
        segment.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        with pytest.raises(Torn):
            read(tmp_path, place)


def test_another_record_under_the_place_is_noticed(tmp_path: Path) -> None:
    first, second = keep_all(tmp_path, [page(1), page(2)])
    with pytest.raises(Torn, match="another digest"):
        read(tmp_path, replace(place_of(first), offset=place_of(second).offset, length=place_of(second).length))


def test_two_records_are_not_read_as_one(tmp_path: Path) -> None:
    first, second = keep_all(tmp_path, [page(1), page(2)])
    both = place_of(first).length + place_of(second).length
    with pytest.raises(Torn, match="other bytes"):
        read(tmp_path, replace(place_of(first), length=both))


@pytest.mark.parametrize("name", ["../secret.warc.gz", "/etc/passwd", "", "a.txt", "gone.warc.gz"])
def test_a_row_cannot_lead_out_of_the_folder(tmp_path: Path, name: str) -> None:
    with pytest.raises(Missing):
        read(tmp_path, ArchivePlace(name, 0, 1, "0"))


def test_a_torn_tail_is_cut_off_and_only_that(tmp_path: Path) -> None:
    keep_all(tmp_path, [page(n) for n in range(3)])
    [segment] = segments(tmp_path)
    size = segment.stat().st_size
    with segment.open("ab") as file:
        file.write(segment.read_bytes()[:70])
    assert whole_end(segment) == size
    assert cut(segment) == 70
    assert segment.stat().st_size == size


def test_a_segment_being_written_is_not_cut(tmp_path: Path) -> None:
    async def run() -> None:
        writer = Archive(tmp_path).writer()
        await writer.keep(page())
        with pytest.raises(Busy, match="is being written by a run"):
            cut(segments(tmp_path)[0])
        await writer.close()

    asyncio.run(run())


FULL = """
import asyncio, resource, sys
from pathlib import Path
from detaincrawl.archive import Archive, Unwritable, read
from tests.archive.conftest import page
from tests.archive.stored import keep as keep_all
import os

async def run(folder):
    writer = Archive(folder).writer()
    big = page(1, os.urandom(60_000))
    pages = [page(0), big, page(2)]
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, resource.RLIM_INFINITY))
    found = await asyncio.gather(*(writer.keep(given) for given in pages), return_exceptions=True)
    print([type(one).__name__ for one in found], str(found[1]))
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    again = await writer.keep(big)
    await writer.close()
    for kept in (found[0], again, found[2]):
        assert read(folder, kept.place).body == kept.body

asyncio.run(run(Path(sys.argv[1])))
"""


def test_a_full_disk_costs_the_page_that_does_not_fit_and_no_other(tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, "-c", FULL, tmp_path], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("['Page', 'Unwritable', 'Page'] archive ")
    assert "File too large; https://courier.test/1 was not kept and stays queued" in done.stdout
    assert all(whole_end(segment) == segment.stat().st_size for segment in segments(tmp_path))


@given(st.binary(max_size=400))
def test_whatever_lies_in_a_segment_is_a_page_or_torn(raw: bytes) -> None:
    for member in (raw, compress(raw), compress(b"WARC/1.1\r\n" + raw), compress(b"WARC/1.1\r\nWARC-Type: " + raw)):
        with pytest.raises(Torn):
            decode(member, "0" * 64)


@given(st.text(max_size=60), st.lists(st.tuples(st.text(max_size=20), st.text(max_size=40))), st.binary(max_size=99))
def test_whatever_a_server_answers_is_kept_and_read_back(
    path: str, headers: list[tuple[str, str]], body: bytes
) -> None:
    given_page = replace(page(headers=tuple(headers)), url=f"https://courier.test/{path}", body=body)
    assert decode(encode(given_page), digest(body)).body == body
