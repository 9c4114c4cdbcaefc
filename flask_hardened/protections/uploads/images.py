"""Images: decoded within limits, and written anew from their pixels (CWE-409, CWE-434)."""

from __future__ import annotations

import io
import warnings
from typing import IO, TYPE_CHECKING, Any

from .kinds import Kind
from .limits import ImageLimits
from .refusing import UnfitUploadError

if TYPE_CHECKING:
    from PIL.Image import Image

_FORMATS = {"image/png": "PNG", "image/jpeg": "JPEG", "image/gif": "GIF", "image/webp": "WEBP"}
_ORIENTATION = 0x0112
"""The Exif tag that says how to turn a photo."""


def pillow() -> Any:
    """Return Pillow's module for images.

    :raises RuntimeError: if it is not installed.
    """
    try:
        from PIL import Image, ImageOps  # noqa: F401 - an extra
    except ImportError:
        raise RuntimeError("Images need Pillow. Run: pip install flask-hardened[uploads]") from None
    return Image


def checked_image(stream: IO[bytes], kind: Kind, limits: ImageLimits) -> IO[bytes]:
    """Return the image to store: the one that came, or the same pixels written anew.

    :raises UnfitUploadError: if it cannot be decoded, or not within the limits.
    """
    module = pillow()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of odd metadata, and of sizes, which are judged here
            return _checked(module, stream, _FORMATS[kind.type], limits)
    except UnfitUploadError:
        raise
    except Exception:  # noqa: BLE001
        # Pillow raises whatever its many decoders do: OSError, SyntaxError, struct.error, OverflowError, EOFError ...
        raise UnfitUploadError("image", "The image cannot be read.") from None
    finally:
        stream.seek(0)


def _checked(module: Any, stream: IO[bytes], name: str, limits: ImageLimits) -> IO[bytes]:
    stream.seek(0)
    with module.open(stream, formats=[name]) as image:
        _check_size(image, limits)
        image.verify()
    stream.seek(0)
    with module.open(stream, formats=[name]) as image:
        # Phones hide a second picture behind a JPEG one; the first is the photo.
        frames = 1 if name == "JPEG" else _check_frames(image, limits)
        image.seek(0)
        image.load()
        return _written(image, name, frames) if limits.reencode else stream


def _check_size(image: Image, limits: ImageLimits) -> None:
    width, height = image.size
    if width * height > limits.max_pixels or max(width, height) > limits.max_side:
        raise UnfitUploadError("image", f"The image has more than {limits.max_pixels} pixels, or is too long.")


def _check_frames(image: Image, limits: ImageLimits) -> int:
    """Count the frames by going through them, no further than allowed."""
    frames = 1
    while True:
        try:
            image.seek(frames)
        except EOFError:
            return frames
        frames += 1
        _check_size(image, limits)
        width, height = image.size
        if frames > limits.max_frames or frames * width * height > 4 * limits.max_pixels:
            raise UnfitUploadError("image", "The animation has too many pictures.")


def _written(image: Image, name: str, frames: int) -> IO[bytes]:
    written = io.BytesIO()
    if frames > 1:
        _save_animation(image, name, written)
    else:
        _save_still(image, name, written)
    written.seek(0)
    return written


def _save_animation(image: Image, name: str, written: IO[bytes]) -> None:
    image.seek(0)
    image.save(written, name, save_all=True, loop=image.info.get("loop", 0), exif=b"", comment=b"")


def _save_still(image: Image, name: str, written: IO[bytes]) -> None:
    from PIL import ImageOps

    profile = image.info.get("icc_profile")
    turned = image.getexif().get(_ORIENTATION, 1) != 1
    upright = ImageOps.exif_transpose(image) if turned else image  # the turn would be lost with the metadata
    upright.info = {key: value for key, value in upright.info.items() if key == "transparency"}
    chosen: dict[str, Any] = {"lossless": True} if name == "WEBP" else {}
    if name == "JPEG":
        chosen = {"quality": "keep"} if image.format == "JPEG" and not turned else {"quality": 90}
    upright.save(written, name, icc_profile=profile, **chosen)
