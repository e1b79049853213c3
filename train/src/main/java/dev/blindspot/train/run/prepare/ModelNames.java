package dev.blindspot.train.run.prepare;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Short names of model files, for tables and titles. */
public final class ModelNames {
  private ModelNames() {}

  /**
   * Arms are named after their folders ({@code arms/robust/model.zip} is "robust", {@code
   * arms/robust/seed-2/model.zip} is "robust seed 2"), else after their files.
   */
  public static Map<String, Path> of(List<Path> models) {
    Map<String, Path> named = new LinkedHashMap<>();
    for (Path model : models) {
      String name = name(model.toAbsolutePath());
      while (named.containsKey(name)) {
        name = name + "'";
      }
      named.put(name, model);
    }
    return named;
  }

  private static String name(Path model) {
    int parts = model.getNameCount();
    String file =
        model.getName(parts - 1).toString().replaceAll("\\.(zip|h5|hdf5|keras|onnx)$", "");
    if (!file.equals("model") || parts < 2) {
      return file;
    }
    String folder = model.getName(parts - 2).toString();
    return folder.matches("seed--?\\d+") && parts > 2
        ? model.getName(parts - 3) + " " + folder.replaceFirst("-", " ")
        : folder;
  }
}
