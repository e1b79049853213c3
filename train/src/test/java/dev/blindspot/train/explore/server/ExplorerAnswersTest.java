package dev.blindspot.train.explore.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Numbers that can be reckoned by hand: 64 white pixels of 1024. */
class ExplorerAnswersTest {
  @RegisterExtension static final ServedExplorer SERVED = new ServedExplorer();
  private static final Client CLIENT = SERVED.client;

  @Test
  void aMapThatAModelDoesNotHaveIsRefusedWithItsReason() throws Exception {
    assertThat(
            SERVED.refusal(
                CLIENT.post("api/maps", "{\"image\":0,\"method\":\"grad-cam\",\"class\":1}"), 400))
        .contains("corner has no Grad-CAM");
    assertThat(
            SERVED.refusal(
                CLIENT.post("api/maps", "{\"image\":0,\"method\":\"occlusion\",\"class\":2}"), 400))
        .contains("class must be between 0 and 1");
  }

  @Test
  void hiddenRectanglesChangeTheAnswerAsReckonedByHand() throws Exception {
    JsonNode models = predict("\"rectangles\":[[0,0,4,8],[20,20,5,5]],\"fill\":\"mean\"");
    assertThat(models.get(0).get("clean").get(1).doubleValue()).isCloseTo(1, within(1e-6));
    assertThat(models.get(0).get("hidden").get(1).doubleValue()).isCloseTo(0.5, within(1e-6));
    assertThat(models.get(1).get("hidden").get(1).doubleValue())
        .isCloseTo(32.0 / 1024, within(1e-6));
  }

  @Test
  void greyIsHalfBright() throws Exception {
    JsonNode models = predict("\"rectangles\":[[0,0,8,8]],\"fill\":\"grey\"");
    assertThat(models.get(0).get("hidden").get(1).doubleValue()).isCloseTo(0.5, within(1e-6));
  }

  @Test
  void keepingARectangleHidesTheRest() throws Exception {
    JsonNode models = predict("\"rectangles\":[[0,0,8,2]],\"fill\":\"mean\",\"mode\":\"keep\"");
    assertThat(models.get(0).get("hidden").get(1).doubleValue()).isCloseTo(0.25, within(1e-6));
    assertThat(models.get(1).get("hidden").get(1).doubleValue())
        .isCloseTo(16.0 / 1024, within(1e-6));
  }

  @Test
  void thePastedPlaceOfAnEqualImageChangesNothing() throws Exception {
    JsonNode models = predict("\"rectangles\":[[0,0,9,9]],\"fill\":\"paste\",\"other\":3");
    assertThat(models.get(0).get("hidden")).isEqualTo(models.get(0).get("clean"));
  }

  /** Four of the corner's 64 pixels, and a cell outside of it. */
  @Test
  void cellsAreHiddenBesideRectangles() throws Exception {
    JsonNode models = predict("\"rectangles\":[[4,4,4,4]],\"cells\":\"2.AYA\"");
    assertThat(models.get(0).get("hidden").get(1).doubleValue()).isCloseTo(44.0 / 64, within(1e-6));
  }

  @Test
  void aMirroredImageHasItsCornerOnTheRight() throws Exception {
    JsonNode models = predict("\"rectangles\":[],\"arm\":\"corner\"");
    assertThat(models.get(0).get("clean").get(1).doubleValue()).isCloseTo(1, within(1e-6));
    assertThat(models.get(0).get("hidden").get(1).doubleValue()).isZero();
    assertThat(models.get(1).get("hidden").get(1).doubleValue())
        .isCloseTo(64.0 / 1024, within(1e-6));
  }

  private static JsonNode predict(String rest) throws Exception {
    HttpResponse<String> response = CLIENT.post("api/predict", "{\"image\":0," + rest + "}");
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return CLIENT.json(response).get("models");
  }

  @Test
  void theSmallestSquareIsTheOneThatHidesMoreThanHalfOfTheCorner() throws Exception {
    JsonNode found = find("{\"kind\":\"smallest\",\"image\":0,\"fill\":\"mean\",\"step\":2}");
    JsonNode square = found.get(0).get("square");
    assertThat(square.get("width").intValue()).isEqualTo(6); // 36 of 64 pixels; 4 x 4 hides 16
    assertThat(square.get("x").intValue()).isLessThanOrEqualTo(2);
    assertThat(found.get(0).get("after").doubleValue()).isCloseTo(28.0 / 64, within(1e-6));
    assertThat(found.get(1).get("square").isNull()).isTrue(); // "whole" says dark anyway
    assertThat(found.get(1).get("largestPx").intValue()).isEqualTo(32);
  }

  /** 5 x 5 of the corner's 64 pixels leave it bright, 6 x 6 do not. */
  @Test
  void aStepOfOnePixelLeavesNoSquareOut() throws Exception {
    JsonNode found = find("{\"kind\":\"smallest\",\"image\":0,\"fill\":\"mean\",\"step\":1}");
    assertThat(found.get(0).get("square").get("width").intValue()).isEqualTo(6);
    int scored = 0;
    for (int side = 1; side <= 6; side++) {
      scored += (33 - side) * (33 - side);
    }
    assertThat(found.get(0).get("scored").intValue()).isEqualTo(scored);
  }

  @Test
  void theStrongestPlaceIsTheCorner() throws Exception {
    JsonNode found =
        find("{\"kind\":\"strongest\",\"image\":0,\"fill\":\"mean\",\"side\":8,\"step\":8}");
    assertThat(found.get(0).get("square").get("x").intValue()).isZero();
    assertThat(found.get(0).get("after").doubleValue()).isCloseTo(0, within(1e-6));
    assertThat(found.get(0).get("scored").intValue()).isEqualTo(16);
  }

  @Test
  void theSameRectangleIsHiddenInAllImagesOfTheClass() throws Exception {
    JsonNode found =
        find("{\"kind\":\"class\",\"image\":0,\"rectangles\":[[0,0,8,6]],\"class\":1}");
    assertThat(found.get(0).get("images").intValue()).isEqualTo(2); // images 1 and 3
    assertThat(found.get(0).get("before").doubleValue()).isCloseTo(1, within(1e-6));
    assertThat(found.get(0).get("after").doubleValue()).isCloseTo(0.25, within(1e-6));
    assertThat(found.get(0).get("changed").intValue()).isEqualTo(2);
  }

  @Test
  void aPlaceThatDecidesInEveryImageIsTested() throws Exception {
    JsonNode found = find("{\"kind\":\"test\",\"rectangles\":[[0,0,8,8]],\"class\":1}");
    assertThat(found.get(0).get("taken").intValue()).isEqualTo(5);
    assertThat(found.get(0).get("hits").intValue()).isEqualTo(5);
    assertThat(found.get(0).get("expected").doubleValue()).isZero();
    assertThat(found.get(0).get("meanDrop").doubleValue()).isCloseTo(1, within(1e-6));
    assertThat(found.get(0).get("p").doubleValue()).isEqualTo(1 / 32.0);
    assertThat(found.get(0).get("boxesKnown").booleanValue()).isTrue();
    assertThat(found.get(1).get("taken").intValue()).isZero(); // "whole" takes none for bright
    assertThat(found.get(1).get("expected").isNull()).isTrue();
    assertThat(found.get(1).get("p").doubleValue()).isEqualTo(1);
  }

  @Test
  void theCornerIsPastedIntoImagesOfTheOtherClass() throws Exception {
    JsonNode found =
        find("{\"kind\":\"paste\",\"image\":2,\"rectangles\":[[0,0,8,8]],\"class\":1}");
    assertThat(found.get(0).get("recipients").intValue()).isZero(); // "corner" calls all bright
    assertThat(found.get(1).get("recipients").intValue()).isEqualTo(4);
    assertThat(found.get(1).get("turned").intValue()).isZero();
    assertThat(found.get(1).get("before").doubleValue()).isCloseTo(64.0 / 1024, within(1e-6));
    assertThat(found.get(1).get("pasted").doubleValue()).isCloseTo(64.0 / 1024, within(1e-6));
  }

  private static JsonNode find(String body) throws Exception {
    JsonNode told = CLIENT.json(CLIENT.post("api/find", body));
    long end = System.nanoTime() + 60_000_000_000L;
    while (told.get("state").textValue().equals("running") && System.nanoTime() < end) {
      told = CLIENT.json(CLIENT.get("api/found?id=" + told.get("id")));
    }
    assertThat(told.get("state").textValue()).as(told.toString()).isEqualTo("done");
    return told.get("result");
  }

  @Test
  void filtersAndPagesOfTheGallery() throws Exception {
    JsonNode labelled = CLIENT.json(CLIENT.get("api/images?label=1&from=1&count=5"));
    assertThat(labelled.get("matched").intValue()).isEqualTo(2);
    assertThat(labelled.get("items")).hasSize(1);
    assertThat(labelled.get("items").get(0).get("index").intValue()).isEqualTo(3);
    assertThat(SERVED.refusal(CLIENT.get("api/images?count=9999"), 400)).contains("0 to 200");
    assertThat(SERVED.refusal(CLIENT.get("api/images?order=size"), 400))
        .contains("order must be one of");
  }

  @Test
  void theCommandLineIsQuotedForAShell() throws Exception {
    JsonNode told = CLIENT.json(CLIENT.get("api/command?image=2&method=occlusion&class=1"));
    assertThat(told.get("command").textValue())
        .isEqualTo(
            "blindspot explain --model corner.zip --model 'it'\\''s.zip' --images 'folder/image"
                + " 2.png' --method occlusion --class 1 --out maps");
  }
}
