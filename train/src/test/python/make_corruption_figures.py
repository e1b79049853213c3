#!/usr/bin/env python3
"""Records what the corruptions of ImageNet-C's authors do to drawn images.

    python3 make_corruption_figures.py CHECKOUT > imagenet-c-figures.csv

CHECKOUT is a clone of the authors' repository, hendrycks/robustness on GitHub; its functions are run, none is copied.
Needs Debian's python3-skimage, python3-opencv, python3-wand and imagemagick. The images are those of DrawnScenes in the
test tree, pixel by pixel; the result is the resource that OriginalFiguresTest compares with.

Columns: mean absolute difference to the clean image (all channels), structural similarity to it (mean of the channels),
and grain (mean absolute difference of neighbours in the corrupted image), each with its standard deviation over draws.
What the authors' functions return is rounded to 8 bits.
"""
import platform
import sys
import warnings
import zlib
from pathlib import Path

import cv2
import numpy as np
import PIL
import scipy
import skimage
from PIL import Image
from skimage.metrics import structural_similarity

DRAWS = 24
START = "# /////////////// Distortion Helpers"
END = "# /////////////// End Distortions"
LAWS = [
    ("IMAGENET_C", "make_imagenet_c.py", 224, 2),
    ("TINY_IMAGENET_C", "make_tinyimagenet_c.py", 64, 6),
    ("CIFAR_10_C", "make_cifar_c.py", 32, 12),
]
KINDS = [  # ours, theirs, whether it draws
    ("GAUSSIAN_NOISE", "gaussian_noise", True),
    ("SHOT_NOISE", "shot_noise", True),
    ("IMPULSE_NOISE", "impulse_noise", True),
    ("DEFOCUS_BLUR", "defocus_blur", False),
    ("MOTION_BLUR", "motion_blur", True),
    ("ZOOM_BLUR", "zoom_blur", False),
    ("BRIGHTNESS", "brightness", False),
    ("CONTRAST", "contrast", False),
    ("FOG", "fog", True),
    ("JPEG", "jpeg_compression", False),
    ("PIXELATE", "pixelate", False),
    ("ELASTIC", "elastic_transform", True),
]


def noise(a, b, c, d):
    """0..255 from four integers; arrays go along."""
    mask = np.uint64(0xFFFFFFFF)
    factors = (374761393, 668265263, 2246822519, 3266489917)
    mixed = np.uint64(0)
    for value, factor in zip((a, b, c, d), factors):
        mixed = (mixed + np.asarray(value, np.uint64) * np.uint64(factor)) & mask
    mixed = ((mixed ^ (mixed >> np.uint64(13))) * np.uint64(1274126177)) & mask
    return ((mixed ^ (mixed >> np.uint64(16))) & np.uint64(255)).astype(np.int64)


def scene(number, side):
    """Mosaics of four sizes, fine stripes, and disks of which one is black and one is white."""
    y, x = np.mgrid[0:side, 0:side]
    u, v = x * 1024 // side, y * 1024 // side
    rgb = np.zeros((side, side, 3), np.uint8)
    for c in range(3):
        value = (
            60 * (noise(u // 512, v // 512, c, number) - 128)
            + 40 * (noise(u // 128, v // 128, c, number + 100) - 128)
            + 25 * (noise(u // 32, v // 32, 0, number + 200) - 128)
            + 6 * (noise(x, y, 0, number + 300) - 128)
        )
        value = 128 + value // 128 + np.where((v > 800) & (u // 12 % 2 == 0), 40, 0)
        for disk in range(6):
            if disk < 4:
                left = int(noise(disk, 1, number, 7)) * 4
                top = int(noise(disk, 2, number, 7)) * 4
                radius = 40 + int(noise(disk, 3, number, 7)) // 2
                colour = int(noise(disk, 4 + c, number, 7))
            else:
                left, top, radius, colour = 256 + 512 * (disk - 4), 512, 90, 255 * (disk - 4)
            value = np.where((u - left) ** 2 + (v - top) ** 2 <= radius**2, colour, value)
        rgb[..., c] = np.clip(value, 0, 255)
    return rgb


def functions(file):
    """What the file defines between its two headings; the rest of it reads data sets."""
    text = file.read_text()
    names = {"np": np}
    code = "import os\n" + text[text.index(START) : text.index(END)]
    exec(compile(code, str(file), "exec"), names)
    return names


def figures(clean, corrupted):
    difference = np.abs(corrupted - clean).mean()
    similarity = np.mean(
        [
            structural_similarity(
                clean[..., c],
                corrupted[..., c],
                gaussian_weights=True,
                sigma=1.5,
                use_sample_covariance=False,
                data_range=255,
            )
            for c in range(3)
        ]
    )
    grain = (np.abs(np.diff(corrupted, axis=0)).mean() + np.abs(np.diff(corrupted, axis=1)).mean()) / 2
    return difference, similarity, grain


def main():
    warnings.simplefilter("ignore")
    checkout = Path(sys.argv[1])
    print(
        "# ImageNet-C's own code (github.com/hendrycks/robustness) on drawn images; Python %s, NumPy %s, SciPy %s,"
        " scikit-image %s, OpenCV %s, Pillow %s; made by make_corruption_figures.py"
        % (
            platform.python_version(),
            np.__version__,
            scipy.__version__,
            skimage.__version__,
            cv2.__version__,
            PIL.__version__,
        )
    )
    print("# %d draws of what is random" % DRAWS)
    for law, _, side, count in LAWS:
        pixels = b"".join(scene(number, side).tobytes() for number in range(count))
        print("# %s: %d images of %d pixels, CRC-32 %08x" % (law, count, side, zlib.crc32(pixels)))
    print("law,corruption,severity,mad,madSd,ssim,ssimSd,grain,grainSd")
    for law, name, side, count in LAWS:
        original = functions(checkout / "ImageNet-C" / "create_c" / name)
        images = [scene(number, side) for number in range(count)]
        for ours, theirs, draws in KINDS:
            for severity in range(1, 6):
                rows = []
                for draw in range(DRAWS if draws else 1):
                    np.random.seed(1000 * draw + severity)
                    corrupted = [
                        np.rint(np.asarray(original[theirs](Image.fromarray(image), severity), float))
                        for image in images
                    ]
                    rows.append(
                        np.mean([figures(a.astype(float), b) for a, b in zip(images, corrupted)], axis=0)
                    )
                mean = np.mean(rows, axis=0)
                spread = np.std(rows, axis=0, ddof=1) if draws else np.zeros(3)
                numbers = ",".join("%.4f,%.4f" % pair for pair in zip(mean, spread))
                print("%s,%s,%d,%s" % (law, ours, severity, numbers), flush=True)


if __name__ == "__main__":
    main()
