"""Files that people might upload as pictures of themselves."""

from io import BytesIO

from PIL import Image


def picture(kind: str = "PNG", size: tuple[int, int] = (40, 40)) -> bytes:
    """A picture; a JPEG one says where it was taken."""
    file = BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "taken at home"
    Image.new("RGB", size, "teal").save(file, kind, exif=exif)
    return file.getvalue()
