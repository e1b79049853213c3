package dev.blindspot.train.explore.image;

import dev.blindspot.datasets.annotation.CueBox;
import dev.blindspot.train.data.format.BadImageException;
import dev.blindspot.train.data.image.DecodedImage;
import dev.blindspot.train.data.image.ImageStore;
import dev.blindspot.train.data.manifest.ManifestRow;
import dev.blindspot.train.error.UserError;
import java.util.List;

/**
 * Images of a run.
 *
 * @param rows which
 * @param images decoded at the models' size
 */
public record ManifestGallery(List<ManifestRow> rows, ImageStore images) implements Gallery {
  public ManifestGallery {
    rows = List.copyOf(rows);
  }

  @Override
  public int size() {
    return rows.size();
  }

  @Override
  public Entry entry(int index) {
    ManifestRow row = rows.get(index);
    return new Entry(row.id(), row.path().toString(), row.label());
  }

  @Override
  public DecodedImage image(int index) {
    try {
      return images.get(rows.get(require(index)));
    } catch (UserError e) {
      throw RequestException.missing(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public List<CueBox> boxes(int index) {
    try {
      return images.boxes(rows.get(require(index)));
    } catch (BadImageException e) {
      throw RequestException.missing(String.valueOf(e.getMessage()));
    }
  }
}
