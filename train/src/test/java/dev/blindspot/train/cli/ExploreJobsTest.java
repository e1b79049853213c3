package dev.blindspot.train.cli;

import static dev.blindspot.train.cli.User.assertMistake;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.blindspot.augment.geometry.Rgb;
import dev.blindspot.explain.map.Attribution;
import dev.blindspot.train.config.DataConfig.Links;
import dev.blindspot.train.config.ExplanationConfig;
import dev.blindspot.train.config.MapMethod;
import dev.blindspot.train.config.reader.ConfigReader;
import dev.blindspot.train.data.image.Batches;
import dev.blindspot.train.data.image.DecodedImage;
import dev.blindspot.train.inspect.Mapper;
import dev.blindspot.train.model.foreign.ModelSource;
import dev.blindspot.train.model.foreign.OpenModel;
import dev.blindspot.train.progress.Progress;
import dev.blindspot.train.run.job.Exploration;
import dev.blindspot.train.run.job.ExploreJob;
import dev.blindspot.train.run.job.ExploreJob.Place;
import dev.blindspot.train.run.prepare.ModelRequest;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;

class ExploreJobsTest {
  private static final Place ANYWHERE = new Place("127.0.0.1", 0);

  private final List<Throwable> faults = new ArrayList<>();
  private final HttpClient http = HttpClient.newHttpClient();
  @TempDir private Path folder = Path.of("");

  private ExploreJob job() {
    return new ExploreJob(Progress.NONE, faults::add);
  }

  private byte[] get(Exploration at, String path) throws Exception {
    return http.send(
            HttpRequest.newBuilder(URI.create(at.address() + path)).build(),
            BodyHandlers.ofByteArray())
        .body();
  }

  private JsonNode json(Exploration at, String path) throws Exception {
    return JsonMapper.builder().build().readTree(get(at, path));
  }

  private JsonNode post(Exploration at, String path, String body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(at.address() + path))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build();
    return JsonMapper.builder()
        .build()
        .readTree(http.send(request, BodyHandlers.ofString()).body());
  }

  private DecodedImage image(Exploration at, int index) throws Exception {
    return image(at, "image/" + index);
  }

  private DecodedImage image(Exploration at, String path) throws Exception {
    BufferedImage png = ImageIO.read(new ByteArrayInputStream(get(at, "api/" + path)));
    byte[] bgr = new byte[3 * png.getWidth() * png.getHeight()];
    for (int i = 0; i < bgr.length / 3; i++) {
      int rgb = png.getRGB(i % png.getWidth(), i / png.getWidth());
      bgr[3 * i] = (byte) rgb;
      bgr[3 * i + 1] = (byte) (rgb >> 8);
      bgr[3 * i + 2] = (byte) (rgb >> 16);
    }
    return new DecodedImage(png.getHeight(), png.getWidth(), bgr);
  }

  private static float[] scores(OpenModel model, DecodedImage image) {
    try (INDArray batch = Batches.toArray(List.of(image))) {
      return model.classifier().score(batch).toFloatVector();
    }
  }

  @Test
  void aRunIsExploredWithItsArmsAndItsTestImages() throws Exception {
    try (Exploration run = job().run(FinishedRun.folder(), ANYWHERE)) {
      JsonNode state = json(run, "api/state");
      assertThat(state.get("models").findValuesAsText("name"))
          .containsExactly("reference", "erasing");
      assertThat(state.get("images").intValue()).isEqualTo(12); // 0.3 of 40
      assertThat(state.get("models").get(0).get("engine").textValue()).contains("incremental");
    }
    assertThat(faults).isEmpty();
  }

  @Test
  void aRunBringsItsBoxesAugmentationsAndMaps() throws Exception {
    try (Exploration run = job().run(FinishedRun.folder(), ANYWHERE)) {
      assertThat(json(run, "api/state").get("augmented").toString())
          .isEqualTo("[\"reference\",\"erasing\"]");
      assertThat(json(run, "api/item/0").get("boxes").findValuesAsText("name")).contains("vehicle");
      List<String> drawn = new ArrayList<>();
      for (int draw = 0; draw < 20; draw++) {
        drawn.add(json(run, "api/item/0?arm=erasing&draw=" + draw).get("drawn").textValue());
      }
      assertThat(drawn).anyMatch(told -> told.contains("lambda")); // of its MixUp
      assertThat(drawn).anyMatch(told -> told.contains("patch")); // of its Random Erasing
      assertThat(json(run, "api/item/0").get("drawn").textValue()).isEmpty();
    }
  }

  /** The run of which the table of occlusions was deleted computes them. */
  @Test
  void storedMapsAreThoseThatWouldBeComputed() throws Exception {
    Path bare = folder.resolve("bare");
    for (String part : List.of("config.resolved.yaml", "split.csv", "arms")) {
      copy(FinishedRun.folder().resolve(part), bare.resolve(part));
    }
    int stored = 0;
    try (Exploration run = job().run(FinishedRun.folder(), ANYWHERE);
        Exploration without = job().run(bare, ANYWHERE)) {
      for (int image = 0; image < 12; image++) {
        String asked =
            "{\"image\":%d,\"method\":\"occlusion\",\"class\":%s}"
                .formatted(image, json(run, "api/item/" + image).get("label"));
        JsonNode map = post(run, "api/maps", asked).get("maps").get(1);
        if (map.get("stored").booleanValue()) {
          stored++;
          JsonNode computed = post(without, "api/maps", asked).get("maps").get(1);
          assertThat(computed.get("stored").booleanValue()).isFalse();
          assertThat(values(map)).containsExactly(values(computed), within(1e-5f));
        }
      }
    }
    assertThat(stored).isEqualTo(4); // explanation.measured
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        Path target = file.equals(from) ? to : to.resolve(from.relativize(file).toString());
        Files.createDirectories(target.toAbsolutePath().getParent());
        Files.copy(file, target);
      }
    }
  }

  @Test
  void theNearestImagesOfTheOtherClassAreThoseWithTheLargestCosine() throws Exception {
    try (Exploration run = job().run(FinishedRun.folder(), ANYWHERE)) {
      JsonNode told = post(run, "api/find", "{\"kind\":\"nearest\",\"image\":3}");
      while (told.get("state").textValue().equals("running")) {
        told = json(run, "api/found?id=" + told.get("id"));
      }
      int label = json(run, "api/item/3").get("label").intValue();
      JsonNode nearest = told.get("result").get(0).get("nearest");
      assertThat(nearest.size()).isBetween(1, 6);
      double before = 1;
      for (JsonNode near : nearest) {
        assertThat(json(run, "api/item/" + near.get("image")).get("label").intValue())
            .isNotEqualTo(label);
        assertThat(near.get("cosine").doubleValue()).isBetween(-1.0, before + 1e-6);
        before = near.get("cosine").doubleValue();
      }
    }
  }

  private static float[] values(JsonNode map) {
    FloatBuffer values =
        ByteBuffer.wrap(Base64.getDecoder().decode(map.get("float32").textValue()))
            .order(ByteOrder.LITTLE_ENDIAN)
            .asFloatBuffer();
    float[] said = new float[values.remaining()];
    values.get(said);
    return said;
  }

  @Test
  void numbersAreThoseOfWholeInferenceWithTheSamePixelsHidden() throws Exception {
    try (Exploration run = job().run(FinishedRun.folder(), ANYWHERE);
        OpenModel model = ModelSource.ours(FinishedRun.model("erasing")).open()) {
      DecodedImage clean = image(run, 2);
      DecodedImage hidden = clean.copy();
      DecodedImage replacement = image(run, "fill/2?fill=paste&other=5");
      for (int[] r : new int[][] {{3, 2, 9, 7}, {20, 18, 12, 14}}) {
        for (int y = r[1]; y < r[1] + r[3]; y++) {
          int start = 3 * (32 * y + r[0]);
          System.arraycopy(replacement.bgr(), start, hidden.bgr(), start, 3 * r[2]);
        }
      }
      JsonNode answer =
          post(
                  run,
                  "api/predict",
                  "{\"image\":2,\"rectangles\":[[3,2,9,7],[20,18,12,14]],\"fill\":\"paste\",\"other\":5}")
              .get("models")
              .get(1);
      assertClose(answer.get("clean"), scores(model, clean));
      assertClose(answer.get("hidden"), scores(model, hidden));
      assertThat(scores(model, hidden)).isNotEqualTo(scores(model, clean));
    }
  }

  private static void assertClose(JsonNode numbers, float[] expected) {
    assertThat(numbers).hasSize(expected.length);
    for (int k = 0; k < expected.length; k++) {
      assertThat(numbers.get(k).floatValue()).isCloseTo(expected[k], within(1e-5f));
    }
  }

  @Test
  void mapsAreThoseOfExplain() throws Exception {
    User user = new User(folder);
    Path photos = user.photos("photos", 3);
    ExplanationConfig settings =
        ConfigReader.part(ExplanationConfig.class, List.of("fill=mean"), Path.of(""));
    Path file = FinishedRun.model("reference");
    try (Exploration any =
            job()
                .models(
                    ModelRequest.of(List.of(file)),
                    List.of(photos.toString()),
                    Links.INSIDE,
                    ANYWHERE);
        Mapper mapper =
            new Mapper(
                ModelSource.ours(file).open(),
                settings.drawing(List.of(MapMethod.OCCLUSION)),
                mean(any))) {
      DecodedImage image = image(any, 1);
      Attribution expected =
          Mapper.atImageSize(mapper.maps(image, 1).map(MapMethod.OCCLUSION), image);
      JsonNode map =
          post(any, "api/maps", "{\"image\":1,\"method\":\"occlusion\",\"class\":1}")
              .get("maps")
              .get(0);
      assertThat(values(map)).containsExactly(expected.values(), within(1e-5f));
      assertThat(expected.flat()).isFalse();
    }
  }

  /** The mean of all three photographs, as explain takes it where there are so few. */
  private Rgb mean(Exploration at) throws Exception {
    double[] sums = new double[3];
    for (int image = 0; image < 3; image++) {
      byte[] bgr = image(at, image).bgr();
      for (int i = 0; i < bgr.length; i++) {
        sums[i % 3] += bgr[i] & 0xff;
      }
    }
    double pixels = 3.0 * 32 * 32;
    return new Rgb(sums[2] / pixels, sums[1] / pixels, sums[0] / pixels);
  }

  @Test
  void probabilitiesAreThoseOfPredict() throws Exception {
    User user = new User(folder);
    Path photos = user.photos("photos", 2);
    Path file = FinishedRun.model("reference");
    Path table = folder.resolve("p.csv");
    assertThat(
            user.blindspot("predict", "--model", file, "--images", photos, "--out", table).code())
        .isZero();
    List<String> lines = Files.readAllLines(table);
    try (Exploration any =
        job()
            .models(
                ModelRequest.of(List.of(file)),
                List.of(photos.toString()),
                Links.INSIDE,
                ANYWHERE)) {
      for (int i = 0; i < 2; i++) {
        String[] cells = lines.get(i + 1).split(",", -1);
        float[] expected = {Float.parseFloat(cells[2]), Float.parseFloat(cells[3])};
        JsonNode answer = post(any, "api/predict", "{\"image\":" + i + ",\"rectangles\":[]}");
        assertClose(answer.get("models").get(0).get("clean"), expected);
      }
    }
  }

  @Test
  void mistakesAreToldWithoutAServer() throws IOException {
    User user = new User(folder);
    Path empty = Files.createDirectories(folder.resolve("empty"));
    Path photos = user.photos("photos", 1);
    Path broken = Files.writeString(folder.resolve("m.zip"), "no zip");
    assertMistake(user.blindspot("explore", folder.resolve("none")), "there is no such folder");
    assertMistake(user.blindspot("explore", empty), "config.resolved.yaml", "runs/quickstart");
    assertMistake(user.blindspot("explore"), "--model and --images");
    assertMistake(user.blindspot("explore", empty, "--model", broken), "--model and --images");
    assertMistake(
        user.blindspot("explore", "--model", broken, "--images", photos), "m.zip", "model");
    assertMistake(
        user.blindspot(
            "explore", "--model", FinishedRun.model("erasing"), "--images", folder.resolve("no")),
        "--images",
        "there is no such file or folder");
    assertMistake(user.blindspot("explore", FinishedRun.folder(), "--port", 70000), "--port");
    assertMistake(
        user.blindspot("explore", FinishedRun.folder(), "--host", "no.such.host.invalid"),
        "--host no.such.host.invalid");
  }
}
