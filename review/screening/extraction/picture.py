"""Pictures: their pixels for recognition, and whatever their files hold beside them."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import replace

from PIL import Image

from review.screening.extraction.picture_finds import finds_in
from review.screening.extraction.picture_pieces import Piece, pieces_of
from review.screening.extraction.pixels import drawn, frames_of, hidden_pixels, opened, ways_to_show
from review.screening.extraction.tiff_pieces import tiff_pieces
from review.screening.limits import Limits
from review.screening.segments import (
    Embedded,
    Extract,
    NotRead,
    Scan,
    ScanKind,
    Segment,
    Trace,
    Visibility,
)

MEDIA_TYPE = "image/*"


def read_picture(content: bytes, *, limits: Limits) -> Extract:
    """Hand on every frame to be recognised, and all that is written beside the pixels.

    Raises:
        NotRead: too many pixels, broken, or no picture after all.
    """
    try:
        return _read(content, limits=limits)
    except NotRead as refusal:
        raise NotRead(refusal.reason, media_type=MEDIA_TYPE) from refusal


def _read(content: bytes, *, limits: Limits) -> Extract:
    with opened(content, limits=limits) as picture:
        form = str(picture.format)
        scans = _scans(content, picture, limits=limits)
    finds = tuple(finds_in(_pieces(content, form=form), picture=scans[0].draw))
    return Extract(
        media_type=Image.MIME.get(form.replace("MPO", "JPEG"), MEDIA_TYPE),
        segments=_once(find for find in finds if isinstance(find, Segment)),
        traces=tuple(find for find in finds if isinstance(find, Trace)),
        embedded=tuple(find for find in finds if isinstance(find, Embedded)),
        scans=scans,
    )


def _pieces(content: bytes, *, form: str) -> tuple[Piece, ...]:
    return tiff_pieces(content) if form == "TIFF" else pieces_of(content, form=form)


def _scans(content: bytes, picture: Image.Image, *, limits: Limits) -> tuple[Scan, ...]:
    frames = [
        tuple(_frame_scans(content, picture, frame=number, limits=limits))
        for number in frames_of(picture, limits=limits)
    ]
    if len(frames) == 1:
        return frames[0]
    return tuple(
        replace(scan, place={"page": number})
        for number, scans in enumerate(frames, start=1)
        for scan in scans
    )


def _frame_scans(
    content: bytes, picture: Image.Image, *, frame: int, limits: Limits
) -> Iterator[Scan]:
    draw = functools.partial(drawn, content, frame=frame, limits=limits)
    for ground in ways_to_show(picture):
        yield Scan(draw=functools.partial(draw, ground=ground), kind=ScanKind.PAGE)
    if hidden_pixels(picture):
        beneath = functools.partial(draw, ground=None)
        yield Scan(draw=beneath, kind=ScanKind.PICTURE, visibility=Visibility.HIDDEN)


def _once(segments: Iterator[Segment]) -> tuple[Segment, ...]:
    """Several directories repeat one another."""
    return tuple({segment.text: segment for segment in segments}.values())
