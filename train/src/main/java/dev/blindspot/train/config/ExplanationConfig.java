package dev.blindspot.train.config;

import dev.blindspot.explain.network.ScoreGradient.Score;
import dev.blindspot.explain.occlusion.ScoreScale;
import dev.blindspot.train.config.binding.Setting;
import dev.blindspot.train.error.Checks;
import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which maps are drawn and measured. */
public record ExplanationConfig(
    @Setting(
            about = "Images that are drawn, half of each class, from the test split.",
            byDefault = "8")
        int images,
    @Setting(about = "Images whose maps are measured (drawn ones included).", byDefault = "24")
        int measured,
    @Setting(
            about = "Maps that are drawn, in this order.",
            byDefault = "[occlusion, cam, saliency]")
        List<MapMethod> methods,
    @Setting(about = "Side of the occluding window in pixels of the input.", byDefault = "16")
        int windowPx,
    @Setting(about = "Step of the window in pixels.", byDefault = "8") int stridePx,
    @Setting(
            about =
                "Sides of further windows in pixels, with steps of half of them; the maps of all"
                    + " sizes are averaged.",
            byDefault = "[]")
        List<Integer> furtherWindowsPx,
    @Setting(about = "Fill of the window.", byDefault = "mean") WindowFill fill,
    @Setting(
            about = "Random masks for a map of RISE; 4000 to 8000 in its paper.",
            byDefault = "1000")
        int masks,
    @Setting(
            about =
                "What the drop is measured on: score (the probability) or log-odds. Sheets of sure"
                    + " networks, whose probabilities hardly move, are drawn on log-odds anyway.",
            byDefault = "score")
        ScoreScale scale,
    @Setting(about = "Layer of Grad-CAM, by its name; absent: the last convolution.")
        @Nullable String gradCamLayer,
    @Setting(
            about = "What saliency is the gradient of: logit, or probability (after the softmax).",
            byDefault = "logit")
        Score saliencyOf,
    @Setting(about = "Windows per forward pass, at most.", byDefault = "32") int batchSize,
    @Setting(
            about =
                "Images on which it is measured how faithful the maps are (deletion, insertion,"
                    + " ROAD); 0 for none.",
            byDefault = "12")
        int faithfulness,
    @Setting(
            about = "Images on which maps must change when the network is randomised; 0 for none.",
            byDefault = "2")
        int randomisation,
    @Setting(
            about =
                "Box around what a map highlights: from this fraction of its maximum (gradients are"
                    + " blurred by a "
                    + ExplanationConfig.GRADIENT_BLUR_DIVISOR
                    + "th of the side first); 0 for none.",
            byDefault = "0.5")
        double boxThreshold,
    @Setting(
            about =
                "Whether explain's sheets show the transformed input too: the image as the first layer"
                    + " sees it, its range stretched to black and white.",
            byDefault = "false")
        boolean transformedInput,
    @Setting(
            about = "Files of the sheets: png, or png-and-svg for vectors beside it.",
            byDefault = "png")
        SheetFormat sheets,
    @Setting(
            about = "Scale of the colours in the overviews: shared by all images, or per-image.",
            byDefault = "shared")
        MapScaling colourScale,
    @Setting(
            about =
                "Colours of the maps: auto (red for and blue against the class), inferno, viridis"
                    + " or jet; one scale of these for all maps shows only what speaks for it.",
            byDefault = "auto")
        ColourScheme colours,
    @Setting(about = "The scan for shortcuts.", byDefault = "{}") ScanConfig scan)
    implements Serializable {
  /** Gradients are ragged: they are blurred by this part of the side before a box is drawn. */
  public static final int GRADIENT_BLUR_DIVISOR = 24;

  public ExplanationConfig {
    Checks.requireAtLeast(images, 0, "images");
    Checks.requireAtLeast(measured, 0, "measured");
    methods = methods.stream().distinct().toList();
    Checks.require(!methods.isEmpty(), "methods", "must name at least one, was empty");
    Checks.requireAtLeast(windowPx, 1, "windowPx");
    Checks.requireAtLeast(stridePx, 1, "stridePx");
    Checks.require(
        stridePx <= windowPx,
        "stridePx",
        "must be at most windowPx (%d) to cover every pixel, was %d",
        windowPx,
        stridePx);
    furtherWindowsPx = List.copyOf(furtherWindowsPx);
    furtherWindowsPx.forEach(side -> Checks.requireAtLeast(side, 2, "furtherWindowsPx"));
    Checks.requireAtLeast(masks, 1, "masks");
    Checks.requireAtLeast(batchSize, 1, "batchSize");
    Checks.requireAtMost(batchSize, 65_536, "batchSize");
    Checks.requireAtLeast(faithfulness, 0, "faithfulness");
    Checks.requireAtLeast(randomisation, 0, "randomisation");
    Checks.requireFraction(boxThreshold, "boxThreshold");
  }

  /** The side of the largest window, which must not be larger than the input. */
  public int largestWindowPx() {
    return furtherWindowsPx.stream().reduce(windowPx, Math::max);
  }

  /** The same maps, only drawn: whether they are faithful is measured elsewhere. */
  public ExplanationConfig onlyDrawn() {
    return with(methods, 0, 0);
  }

  /** The same with other methods. */
  public ExplanationConfig drawing(List<MapMethod> others) {
    return with(others, faithfulness, randomisation);
  }

  private ExplanationConfig with(List<MapMethod> drawn, int faithful, int randomised) {
    return new ExplanationConfig(
        images,
        measured,
        drawn,
        windowPx,
        stridePx,
        furtherWindowsPx,
        fill,
        masks,
        scale,
        gradCamLayer,
        saliencyOf,
        batchSize,
        faithful,
        randomised,
        boxThreshold,
        transformedInput,
        sheets,
        colourScale,
        colours,
        scan);
  }

  /** Whether a method is drawn. */
  public boolean draws(MapMethod method) {
    return methods.contains(method);
  }
}
