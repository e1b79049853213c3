package org.nd4j.nativeblas;

/**
 * The class that Deeplearning4j 1.0.0-M2.1 looks up by reflection to learn whether oneDNN may be
 * used ({@code BaseMKLDNNHelper.mklDnnEnabled}). ND4J moved the real one to another package before
 * M2, so that the look-up fails and Deeplearning4j never uses oneDNN. This one answers the
 * question.
 *
 * <p>Not to be called by anybody else; see {@link dev.blindspot.explain.backend.OneDnn}.
 */
public final class Nd4jCpu {
  private Nd4jCpu() {}

  /** Answers for the environment of the loaded native library. */
  public static final class Environment {
    private static final Environment INSTANCE = new Environment();

    private Environment() {}

    /** Called by reflection. */
    public static Environment getInstance() {
      return INSTANCE;
    }

    /** Called by reflection: whether the native library was built with oneDNN. */
    public boolean isUseMKLDNN() {
      return dev.blindspot.explain.backend.OneDnn.libraryHasIt();
    }
  }
}
