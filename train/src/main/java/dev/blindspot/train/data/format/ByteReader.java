package dev.blindspot.train.data.format;

/**
 * Numbers and names inside the bytes of a file. Reading past the end says that the file is cut
 * short.
 */
@SuppressWarnings("ArrayRecordComponent") // a view on the file's bytes
record ByteReader(byte[] array) {
  int length() {
    return array.length;
  }

  int unsigned8(int at) throws BadImageException {
    require(at, 1);
    return array[at] & 0xff;
  }

  int big16(int at) throws BadImageException {
    return unsigned8(at) << 8 | unsigned8(at + 1);
  }

  /** May be negative, where a file's unsigned number is beyond 2^31 - 1. */
  int big32(int at) throws BadImageException {
    return big16(at) << 16 | big16(at + 2);
  }

  int little16(int at) throws BadImageException {
    return unsigned8(at) | unsigned8(at + 1) << 8;
  }

  int little24(int at) throws BadImageException {
    return little16(at) | unsigned8(at + 2) << 16;
  }

  int little32(int at) throws BadImageException {
    return little16(at) | little16(at + 2) << 16;
  }

  /** Checks that the file goes on for {@code count} bytes from {@code at}. */
  void require(int at, int count) throws BadImageException {
    if (at < 0 || count < 0 || at > array.length - count) {
      throw truncated();
    }
  }

  boolean startsWith(String ascii) {
    return has(0, ascii);
  }

  boolean has(int at, String ascii) {
    if (at < 0 || at > array.length - ascii.length()) {
      return false;
    }
    for (int i = 0; i < ascii.length(); i++) {
      if ((array[at + i] & 0xff) != ascii.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  static BadImageException truncated() {
    return new BadImageException("is truncated");
  }
}
