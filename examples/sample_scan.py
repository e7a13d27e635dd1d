# mypy: allow-untyped-calls
# reportlab and pypdfium2 ship no types.
"""Print and scan: a sample CV as a slightly crooked, noisy grey picture without a text layer."""

import random
from io import BytesIO

import pypdfium2 as pdfium
from PIL import Image, ImageChops, ImageFilter
from reportlab.lib.pagesizes import LETTER
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

DPI = 130
ANGLE = 0.8  # degrees, counter-clockwise
PAPER = 246
SEED = 1905


def _photocopy(page: Image.Image) -> Image.Image:
    """Turn, soften and sprinkle a grey page; the same page gives the same picture."""
    turned = page.rotate(ANGLE, resample=Image.Resampling.BICUBIC, fillcolor=255).filter(ImageFilter.GaussianBlur(0.6))
    speckles = Image.frombytes("L", turned.size, random.Random(SEED).randbytes(turned.width * turned.height))
    grain = speckles.filter(ImageFilter.GaussianBlur(1)).point([level // 7 for level in range(256)])
    return ImageChops.subtract(turned.point([level * PAPER // 255 for level in range(256)]), grain, offset=18)


def scan(document: bytes) -> bytes:
    """The PDF's first page as a one-page PDF that holds nothing but its picture."""
    with pdfium.PdfDocument(document) as pdf:
        page = pdf[0].render(scale=DPI / 72, grayscale=True).to_pil().convert("L")
    picture = BytesIO()
    _photocopy(page).save(picture, "JPEG", quality=45)
    out = BytesIO()
    canvas = Canvas(out, pagesize=LETTER, invariant=1, pageCompression=1)
    canvas.setTitle("Scan 0417")
    canvas.drawImage(ImageReader(picture), 0, 0, *LETTER)
    canvas.save()
    return out.getvalue()
