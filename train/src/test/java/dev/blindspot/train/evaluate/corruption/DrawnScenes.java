package dev.blindspot.train.evaluate.corruption;

import dev.blindspot.train.data.image.DecodedImage;
import java.util.zip.CRC32;

/**
 * The images of {@code make_corruption_figures.py}: mosaics of four sizes, fine stripes, and disks
 * of which one is black and one is white.
 */
final class DrawnScenes {
  private DrawnScenes() {}

  static DecodedImage scene(int number, int side) {
    byte[] bgr = new byte[3 * side * side];
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        for (int c = 0; c < 3; c++) {
          int value =
              disks(number, x * 1024 / side, y * 1024 / side, c, mosaic(number, side, x, y, c));
          bgr[3 * (y * side + x) + 2 - c] = (byte) Math.max(0, Math.min(255, value));
        }
      }
    }
    return new DecodedImage(side, side, bgr);
  }

  /** CRC-32 of the pixels of the first scenes, red first. */
  static String checksum(int count, int side) {
    CRC32 crc = new CRC32();
    for (int number = 0; number < count; number++) {
      byte[] bgr = scene(number, side).bgr();
      for (int i = 0; i < bgr.length; i++) {
        crc.update(bgr[i - i % 3 + 2 - i % 3]);
      }
    }
    return "%08x".formatted(crc.getValue());
  }

  private static int mosaic(int number, int side, int x, int y, int c) {
    int u = x * 1024 / side;
    int v = y * 1024 / side;
    int sum =
        60 * (noise(u / 512, v / 512, c, number) - 128)
            + 40 * (noise(u / 128, v / 128, c, number + 100) - 128)
            + 25 * (noise(u / 32, v / 32, 0, number + 200) - 128)
            + 6 * (noise(x, y, 0, number + 300) - 128);
    int stripe = v > 800 && u / 12 % 2 == 0 ? 40 : 0;
    return 128 + Math.floorDiv(sum, 128) + stripe;
  }

  private static int disks(int number, int u, int v, int c, int below) {
    int value = below;
    for (int disk = 0; disk < 4; disk++) {
      int left = noise(disk, 1, number, 7) * 4;
      int top = noise(disk, 2, number, 7) * 4;
      int radius = 40 + noise(disk, 3, number, 7) / 2;
      if (inside(u - left, v - top, radius)) {
        value = noise(disk, 4 + c, number, 7);
      }
    }
    if (inside(u - 256, v - 512, 90)) {
      return 0;
    }
    return inside(u - 768, v - 512, 90) ? 255 : value;
  }

  private static boolean inside(int x, int y, int radius) {
    return x * x + y * y <= radius * radius;
  }

  /** 0..255 from four integers; the arithmetic is modulo 2^32. */
  private static int noise(int a, int b, int c, int d) {
    int mixed = a * 374761393 + b * 668265263 + c * (int) 2246822519L + d * (int) 3266489917L;
    mixed = (mixed ^ (mixed >>> 13)) * 1274126177;
    return (mixed ^ (mixed >>> 16)) & 255;
  }
}
