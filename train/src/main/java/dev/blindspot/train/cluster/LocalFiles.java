package dev.blindspot.train.cluster;

import java.io.IOException;
import java.nio.file.Path;

/** Shared files as one machine sees them. */
@FunctionalInterface
public interface LocalFiles {
  /** Where shared files are here: the originals where this machine sees them, else a copy. */
  Path path(SharedFiles files) throws IOException;
}
