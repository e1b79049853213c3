package dev.blindspot.train.data.manifest;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;

/** Brings files from another machine to this one; found by {@link java.util.ServiceLoader}. */
public interface RemoteFiles {
  /**
   * Makes {@code target} a copy of a file, or of a folder with all that is below it. Files that are
   * there and have not changed since are not copied again; what is gone at the address is deleted.
   *
   * @throws IOException if the address cannot be read, or the copy not be written
   */
  void copy(URI address, Path target) throws IOException;
}
