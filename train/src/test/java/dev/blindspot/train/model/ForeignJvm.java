package dev.blindspot.train.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A Java process that has DL4J, but not Blindspot, on its class path: somebody else's program. */
final class ForeignJvm {
  private static final int TIMEOUT_MINUTES = 5;

  private static final String PROGRAM =
      """
      import java.io.File;
      import org.deeplearning4j.nn.graph.ComputationGraph;
      import org.deeplearning4j.util.ModelSerializer;
      import org.nd4j.linalg.api.ndarray.INDArray;
      import org.nd4j.linalg.dataset.api.preprocessor.DataNormalization;
      import org.nd4j.linalg.factory.Nd4j;

      public class ScoreZips {
        public static void main(String[] args) throws Exception {
          for (String name : new String[] {"dev.blindspot.explain.occlusion.Scorer",
              "dev.blindspot.train.model.ModelFile", "org.nd4j.nativeblas.Nd4jCpu"}) {
            try {
              Class.forName(name);
              throw new AssertionError(name + " is on the class path");
            } catch (ClassNotFoundException right) {
              // as it should be
            }
          }
          File folder = new File(args[0]);
          for (int i = 0; i < Integer.parseInt(args[2]); i++) {
            File zip = new File(folder, i + ".zip");
            ComputationGraph graph = ModelSerializer.restoreComputationGraph(zip);
            DataNormalization normalizer = ModelSerializer.restoreNormalizerFromFile(zip);
            INDArray images = Nd4j.readBinary(new File(args[1]));
            normalizer.transform(images);
            Nd4j.saveBinary(graph.outputSingle(images), new File(folder, i + ".theirs"));
          }
        }
      }
      """;

  private ForeignJvm() {}

  /**
   * Restores {@code 0.zip, 1.zip, ..} in a folder with their normalisers and writes their outputs
   * to {@code 0.theirs, 1.theirs, ..}.
   *
   * @param images raw images, saved by {@code Nd4j.saveBinary}
   */
  static void scoreZips(Path folder, Path images, int count)
      throws IOException, InterruptedException {
    Path source = Files.writeString(folder.resolve("ScoreZips.java"), PROGRAM);
    Path log = folder.resolve("log.txt");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-cp",
                classPath(),
                source.toString(),
                folder.toString(),
                images.toString(),
                Integer.toString(count))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      assertThat(process.waitFor(TIMEOUT_MINUTES, TimeUnit.MINUTES)).as("it ends").isTrue();
      assertThat(process.exitValue()).as(Files.readString(log)).isZero();
    } finally {
      process.destroyForcibly();
    }
  }

  /** The libraries alone: without folders of classes and without this product's own jars. */
  private static String classPath() {
    List<String> jars =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> Files.isRegularFile(Path.of(entry)))
            .filter(entry -> !Path.of(entry).getFileName().toString().startsWith("blindspot-"))
            .toList();
    return jars.stream().collect(Collectors.joining(File.pathSeparator));
  }
}
