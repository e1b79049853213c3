package dev.blindspot.train.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blindspot.train.cli.Cli;
import dev.blindspot.train.cli.Jobs;
import dev.blindspot.train.cli.console.Console;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands on ONNX files, as users call them. */
class CommandsTest {
  @TempDir private Path folder;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private String model = "";

  @BeforeEach
  void files() throws IOException {
    model = OnnxFiles.copy("resnet-basic.onnx", folder).toString();
    for (String name : List.of("a", "b", "c")) {
      Path images = Files.createDirectories(folder.resolve(name.equals("c") ? "y" : "x"));
      BufferedImage image = new BufferedImage(50, 40, BufferedImage.TYPE_INT_RGB);
      Graphics2D canvas = image.createGraphics();
      canvas.setColor(new Color(name.hashCode() * 40_503));
      canvas.fillOval(10, 8, 30, 20);
      canvas.dispose();
      ImageIO.write(image, "png", images.resolve(name + ".png").toFile());
    }
  }

  private int blindspot(String... arguments) {
    out.reset();
    err.reset();
    Console console = new Console(new PrintStream(out, true), new PrintStream(err, true), false);
    return new Cli(new Jobs(console), console, folder).execute(arguments);
  }

  private String told() {
    return err.toString(StandardCharsets.UTF_8);
  }

  private String path(String name) {
    return folder.resolve(name).toString();
  }

  @Test
  void predictTakesFilesFoldersAndPatterns() throws IOException {
    int code =
        blindspot(
            "predict",
            "--model",
            model,
            "--normalise",
            "torch",
            "--images",
            path("x/*.png"),
            path("y/c.png"),
            "--out",
            path("p.csv"));
    assertThat(code).as(told()).isZero();
    assertThat(Files.readAllLines(folder.resolve("p.csv")))
        .hasSize(4)
        .first()
        .isEqualTo("image,class,p_class 0,p_class 1,p_class 2,p_class 3,p_class 4");
    assertThat(
            blindspot(
                "predict", "--model", model, "--normalise", "torch", "--images", path("x/*.gif")))
        .isEqualTo(2);
    assertThat(told()).contains("no file matches");
  }

  @Test
  void whatIsSaidOnceIsRememberedBesideTheModel() throws IOException {
    Files.writeString(folder.resolve("names.txt"), "ant\nbee\ncat\ndog\neel\n");
    String[] predict = {"predict", "--model", model, "--images", path("x"), "--out", path("p.csv")};
    assertThat(blindspot(predict)).isEqualTo(2);
    assertThat(told())
        .contains("say what it expects of pixels", "resnet-basic.onnx.blindspot.yaml");
    assertThat(
            blindspot(
                "predict",
                "--model",
                model,
                "--images",
                path("x"),
                "--out",
                path("q.csv"),
                "--normalise",
                "zero-one",
                "--channels",
                "rgb",
                "--labels",
                path("names.txt"),
                "--remember"))
        .as(told())
        .isZero();
    assertThat(folder.resolve("resnet-basic.onnx.blindspot.yaml"))
        .content()
        .contains("normalise: zero-one", "channels: rgb", "names.txt")
        .doesNotContain("inputSize");
    assertThat(blindspot(predict)).as(told()).isZero();
    assertThat(folder.resolve("p.csv")).hasSameTextualContentAs(folder.resolve("q.csv"));
    assertThat(folder.resolve("p.csv")).content().startsWith("image,class,p_ant,p_bee,");
  }

  @Test
  void explainDrawsTheUsualMapsThatThereAreAndSaysWhichAreNot() {
    int code =
        blindspot(
            "explain",
            "--model",
            model,
            "--normalise",
            "torch",
            "--images",
            path("x"),
            "--class",
            "class 2",
            "--out",
            path("maps"),
            "--set",
            "faithfulness=1");
    assertThat(code).as(told()).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains(
            "explained 2 images",
            "resnet-basic: ONNX of opset 13, NCHW, 32 px; it puts out logits: a softmax is added",
            "Gradient saliency is left out. saliency looks inside a network");
    assertThat(folder.resolve("maps"))
        .isDirectoryContaining("glob:**/overview-cam.png")
        .isDirectoryContaining("glob:**/overview-occlusion.png")
        .isDirectoryNotContaining("glob:**/overview-saliency.png");
  }

  @Test
  void methodsThatNeedGradientsAreRefusedWithTheReason() {
    assertThat(
            blindspot(
                "explain",
                "--model",
                model,
                "--normalise",
                "torch",
                "--images",
                path("x"),
                "--method",
                "gradcam",
                "--out",
                path("maps")))
        .isEqualTo(2);
    assertThat(told())
        .contains(
            "--method Grad-CAM: Grad-CAM looks inside a network",
            "It can be explained by occlusion, CAM, RISE, Score-CAM.");
    assertThat(folder.resolve("maps")).doesNotExist();
  }

  @Test
  void riseAndScoreCamAreDrawn() {
    int code =
        blindspot(
            "explain",
            "--model",
            model,
            "--normalise",
            "torch",
            "--images",
            path("y/c.png"),
            "--method",
            "rise,scorecam",
            "--set",
            "masks=30",
            "--out",
            path("maps"),
            "--set",
            "scan.images=0");
    assertThat(code).as(told()).isZero();
    assertThat(folder.resolve("maps")).isDirectoryContaining("glob:**/overview-score-cam.png");
  }

  @Test
  void sizesThatContradictTheFileAreRefused() {
    assertThat(
            blindspot(
                "predict",
                "--model",
                model,
                "--normalise",
                "torch",
                "--input-size",
                "64",
                "--images",
                path("x")))
        .isEqualTo(2);
    assertThat(told()).contains("--input-size is 64", "images of 32 pixels only");
  }

  @Test
  void evaluateMeasuresOnAFolderOfClasses() {
    int code =
        blindspot(
            "evaluate",
            "--data",
            path("."),
            "--model",
            model,
            "--normalise",
            "torch",
            "--out",
            path("e"),
            "--set",
            "data.source.folders.classes=[x, y]");
    assertThat(code).isEqualTo(2);
    assertThat(told()).contains("tells 5 classes apart, the images have 2: [x, y]");
  }

  @Test
  void benchMeasuresAnyModel() {
    int code =
        blindspot(
            "bench",
            "occlusion",
            "--model",
            model,
            "--normalise",
            "torch",
            "--window",
            "16",
            "--stride",
            "16",
            "--maps",
            "1");
    assertThat(code).as(told()).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains(
            "occlusion window 16, stride 16:",
            "(4 windows, median of 1 maps), incremental inference (exact)",
            "plain inference",
            "that could be compiled");
  }
}
