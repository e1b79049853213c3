package dev.blindspot.train.config;

import dev.blindspot.datasets.Shortcut;
import dev.blindspot.datasets.SyntheticVehicles;
import dev.blindspot.train.config.binding.Setting;
import dev.blindspot.train.error.Checks;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where images come from. Relative paths are relative to the configuration file; the text {@code
 * ${blindspot.data}} stands for the data folder (property {@code blindspot.data} or environment
 * variable {@code BLINDSPOT_DATA}). With {@code --spark}, addresses that Hadoop reads will do too,
 * such as {@code hdfs://host/path}.
 */
public sealed interface DataSource {

  /** A table of image names and labels beside a folder of images. */
  record Csv(
      @Setting(about = "The table, with a header line.", path = true) String table,
      @Setting(about = "The folder that the names in the table are relative to.", path = true)
          String folder,
      @Setting(about = "Column with the image's file name.", byDefault = "image")
          String imageColumn,
      @Setting(
              about = "Column with the label; a table without it has unlabelled images.",
              byDefault = "label")
          String labelColumn,
      @Setting(
              about =
                  "What the table writes for each class, in the order of classes; empty: the classes'"
                      + " names.",
              byDefault = "[]")
          List<String> labels,
      @Setting(about = "Names of the classes, in the order of the network's outputs.")
          List<String> classes)
      implements DataSource {
    public Csv {
      classes = List.copyOf(classes);
      labels = labels.isEmpty() ? classes : List.copyOf(labels);
      Checks.requireAtLeast(classes.size(), 2, "classes");
      Checks.require(
          labels.size() == classes.size(),
          "labels",
          "must have one entry per class (%d), has %d",
          classes.size(),
          labels.size());
    }
  }

  /** One folder of images per class. */
  record Folders(
      @Setting(about = "The folder that holds one folder per class.", path = true) String root,
      @Setting(about = "Class folders in class order; absent: all, sorted by name.")
          @Nullable List<String> classes,
      @Setting(
              about =
                  "Folders of given splits below root, each with a folder per class; absent: root holds the"
                      + " class folders, and data.split draws the splits.")
          @Nullable SplitFolders splits)
      implements DataSource {
    public Folders {
      if (classes != null) {
        classes = List.copyOf(classes);
        Checks.requireAtLeast(classes.size(), 2, "classes");
      }
    }
  }

  /** Folders of splits that somebody has made; a split without one is drawn from training. */
  record SplitFolders(
      @Setting(about = "Folder of the training images.", byDefault = "train") String train,
      @Setting(about = "Folder for validation; absent: drawn from training, as data.split says.")
          @Nullable String validation,
      @Setting(about = "Folder for the test; absent: drawn from training, as data.split says.")
          @Nullable String test) {}

  /** Drawn vehicles with known boxes, and optionally a planted shortcut. */
  record Synthetic(
      @Setting(about = "Number of images.", byDefault = "600") int images,
      @Setting(about = "Side of the drawn images in pixels.", byDefault = "128") int size,
      @Setting(about = "Seed of the drawing.", byDefault = "1") long seed,
      @Setting(
              about = "A cue planted beside the vehicle: none, watermark or background.",
              byDefault = "none")
          Shortcut shortcut,
      @Setting(
              about =
                  "Probability that a training image's cue agrees with its class; 0.5 is no correlation. In"
                      + " validation and test images it is always 0.5.",
              byDefault = "0.95")
          double shortcutRate)
      implements DataSource {
    /** Names of the classes, in the order of the labels 0 and 1. */
    public static final List<String> CLASSES = List.of("other", "emergency");

    public Synthetic {
      Checks.requireAtLeast(images, 8, "images");
      Checks.requireAtMost(images, 1_000_000, "images");
      Checks.require(
          size >= 32 && size <= 1024, "size", "must be between 32 and 1024, was %d", size);
      Checks.requireFraction(shortcutRate, "shortcutRate");
    }

    /** What draws them. */
    public SyntheticVehicles vehicles() {
      return new SyntheticVehicles(size, seed, shortcut, shortcutRate);
    }
  }
}
