"""A drawing or photo, drawn anew: nothing that came with the file stays in it."""

import base64
import warnings
from io import BytesIO

from PIL import Image, ImageOps

from institution.access.errors import RefusedError

LARGEST_FILE = 6 * 1024 * 1024
MOST_PIXELS = 40_000_000
LONGEST_SIDE = 1600
QUALITY = 82
KINDS = ("JPEG", "PNG", "WEBP")


class PictureError(RefusedError):
    """A file that is too large, or no picture."""


def cleaned(data: bytes) -> str:
    """Return a picture as JPEG in base 64, at most 1600 pixels long, without anything beside it.

    What the file is called plays no part: only what is in it.

    Raises:
        PictureError: too large a file or picture, broken, or no picture of a kind we take.
    """
    if len(data) > LARGEST_FILE:
        raise PictureError("too large")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            return _drawn_anew(data)
    except PictureError:
        raise
    except Exception as error:  # whatever a broken file makes the library say
        raise PictureError("no picture") from error


def _drawn_anew(data: bytes) -> str:
    with Image.open(BytesIO(data), formats=KINDS) as image:
        width, height = image.size
        if width * height > MOST_PIXELS:
            raise PictureError("too many pixels")
        upright = ImageOps.exif_transpose(image).convert("RGB")
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    bare = Image.new("RGB", upright.size)
    bare.paste(upright)
    written = BytesIO()
    bare.save(written, "JPEG", quality=QUALITY)
    return base64.b64encode(written.getvalue()).decode()
