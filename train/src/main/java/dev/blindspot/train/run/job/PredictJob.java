package dev.blindspot.train.run.job;

import dev.blindspot.train.config.DataConfig.Links;
import dev.blindspot.train.data.image.Batches;
import dev.blindspot.train.data.image.ImageReader;
import dev.blindspot.train.data.manifest.BadRow;
import dev.blindspot.train.data.manifest.LeftOut;
import dev.blindspot.train.error.UserError;
import dev.blindspot.train.fit.batch.BatchMemory;
import dev.blindspot.train.io.TableWriter;
import dev.blindspot.train.model.foreign.OpenModel;
import dev.blindspot.train.progress.Progress;
import dev.blindspot.train.run.folder.ImageFiles;
import dev.blindspot.train.run.folder.ImageFiles.Named;
import dev.blindspot.train.run.folder.ImageLimit;
import dev.blindspot.train.run.prepare.ModelRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Writes what a model says of some images, as a table. */
public final class PredictJob {
  private static final int BATCH = 32;

  private final Progress progress;
  private final Links links;

  /**
   * @param links where links in the folder of images may lead
   */
  public PredictJob(Progress progress, Links links) {
    this.progress = progress;
    this.links = links;
  }

  /**
   * Writes one line per image: {@code image,class,p_FIRST,p_SECOND,...}, the name of the class with
   * the highest probability and all probabilities.
   *
   * @param columns names of the only two columns instead: the image, and the number of its class
   *     from 0; empty for the above
   * @return number of images in the table
   */
  public int predict(ModelRequest model, List<String> images, Path out, List<String> columns) {
    ImageFiles folder = ImageFiles.of(images, links, "--images");
    List<Path> files = folder.files();
    try (OpenModel loaded = model.sources(null).values().iterator().next().open()) {
      ImageReader reader =
          new ImageReader(loaded.inputSize(), loaded.resize(), ImageLimit.MAX_PIXELS);
      List<List<String>> table = new ArrayList<>();
      List<BadRow> leftOut = new ArrayList<>();
      try (Progress.Task task = progress.start("predicting", files.size())) {
        for (int from = 0; from < files.size(); from += BATCH) {
          List<Path> part = files.subList(from, Math.min(files.size(), from + BATCH));
          ImageFiles.Read read = folder.read(part, reader);
          leftOut.addAll(read.leftOut());
          table.addAll(lines(loaded, read.images(), columns.isEmpty()));
          task.step(from + part.size(), "");
        }
      }
      LeftOut.beside(out).report(leftOut);
      if (table.isEmpty()) {
        throw new UserError("none of the images in " + String.join(", ", images) + " can be used");
      }
      write(columns.isEmpty() ? header(loaded.classes()) : columns, table, out);
      return table.size();
    } catch (IOException e) {
      throw new UserError("the table " + out + " cannot be written: " + e.getMessage(), e);
    }
  }

  private static List<List<String>> lines(
      OpenModel model, List<Named> named, boolean probabilities) {
    if (named.isEmpty()) {
      return List.of();
    }
    float[][] scores = scores(model, named);
    List<List<String>> lines = new ArrayList<>();
    for (int i = 0; i < named.size(); i++) {
      lines.add(line(named.get(i).name(), scores[i], model.classes(), probabilities));
    }
    return lines;
  }

  private static float[][] scores(OpenModel model, List<Named> named) {
    try (INDArray batch = Batches.toArray(named.stream().map(Named::image).toList())) {
      INDArray scores = model.classifier().score(batch);
      float[][] copied = scores.toFloatMatrix();
      BatchMemory.free(scores);
      return copied;
    }
  }

  private static List<String> header(List<String> classes) {
    List<String> header = new ArrayList<>(List.of("image", "class"));
    classes.forEach(name -> header.add("p_" + name));
    return header;
  }

  private static List<String> line(
      String name, float[] scores, List<String> classes, boolean probabilities) {
    int best = 0;
    for (int k = 1; k < scores.length; k++) {
      best = scores[k] > scores[best] ? k : best;
    }
    if (!probabilities) {
      return List.of(name, Integer.toString(best));
    }
    List<String> line = new ArrayList<>(List.of(name, classes.get(best)));
    for (float score : scores) {
      line.add(number(score));
    }
    return line;
  }

  private static String number(float probability) {
    return String.format(Locale.ROOT, "%.6f", probability);
  }

  private static void write(List<String> header, List<List<String>> table, Path out)
      throws IOException {
    TableWriter.write(
        out,
        header,
        written -> {
          for (List<String> line : table) {
            written.row(line.toArray());
          }
        });
  }
}
