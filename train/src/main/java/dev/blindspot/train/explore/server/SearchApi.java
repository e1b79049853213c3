package dev.blindspot.train.explore.server;

import dev.blindspot.explain.measure.Region;
import dev.blindspot.explain.occlusion.Window;
import dev.blindspot.train.explore.image.Question;
import dev.blindspot.train.explore.image.Question.Mode;
import dev.blindspot.train.explore.image.RequestException;
import dev.blindspot.train.explore.search.FeatureTable;
import dev.blindspot.train.explore.search.NearestImages;
import dev.blindspot.train.explore.search.PastedPlace;
import dev.blindspot.train.explore.search.SamePlace;
import dev.blindspot.train.explore.search.Search;
import dev.blindspot.train.explore.search.Searches;
import dev.blindspot.train.explore.search.SmallestSquare;
import dev.blindspot.train.explore.search.StrongestPlace;
import dev.blindspot.train.explore.search.TestedPlace;
import dev.blindspot.train.explore.session.Explorer;

/** Searches: started, looked after, cancelled. */
final class SearchApi {
  private static final int LEAST_STEP = 1;

  private final Explorer explorer;
  private final Searches searches;
  private final FeatureTable features;

  SearchApi(Explorer explorer, Searches searches) {
    this.explorer = explorer;
    this.searches = searches;
    this.features = new FeatureTable(explorer);
  }

  /** Starts a search: kind (smallest, strongest, class, test, paste, nearest) and what it needs. */
  Reply find(Fields fields) {
    return Reply.json(searches.state(searches.start(search(fields))));
  }

  private Search search(Fields fields) {
    return switch (fields.text("kind", "")) {
      case "smallest" ->
          new SmallestSquare(
              explorer,
              Api.image(explorer, fields),
              fields.fill(),
              other(fields),
              within(fields, "step"));
      case "strongest" ->
          new StrongestPlace(
              explorer,
              Api.image(explorer, fields),
              fields.fill(),
              other(fields),
              within(fields, "side"),
              within(fields, "step"));
      case "class" -> new SamePlace(explorer, fields.alteration(), asked(fields), target(fields));
      case "test" ->
          new TestedPlace(
              explorer, rectangle(fields), fields.fill(), other(fields), target(fields));
      case "paste" -> {
        Window place = rectangle(fields);
        yield new PastedPlace(
            explorer,
            Api.image(explorer, fields),
            new Region(place.x(), place.y(), place.width(), place.height()),
            target(fields));
      }
      case "nearest" -> new NearestImages(explorer, features, Api.image(explorer, fields).index());
      default ->
          throw RequestException.bad(
              "kind must be one of [smallest, strongest, class, test, paste, nearest]");
    };
  }

  private int target(Fields fields) {
    return explorer.requireClass(fields.integer("class"));
  }

  private int other(Fields fields) {
    return explorer.gallery().require(fields.integer("other", 0));
  }

  private Question asked(Fields fields) {
    Question question = fields.question();
    if (question.isEmpty()) {
      throw RequestException.bad("draw a rectangle first");
    }
    return question;
  }

  /** The only rectangle of a question. */
  private Window rectangle(Fields fields) {
    Question question = asked(fields);
    if (question.rectangles().size() != 1
        || !question.cells().isEmpty()
        || question.mode() != Mode.HIDE) {
      throw RequestException.bad("this test is of one hidden rectangle: leave just one");
    }
    return question.chosen(explorer.side(), explorer.side()).get(0);
  }

  private int within(Fields fields, String name) {
    int value = fields.integer(name);
    if (value < LEAST_STEP || value > explorer.side()) {
      throw RequestException.bad(
          "%s must be %d to %d pixels, was %d".formatted(name, LEAST_STEP, explorer.side(), value));
    }
    return value;
  }

  /** How a search is: id. */
  Reply found(Fields fields) {
    return Reply.json(searches.state(fields.integer("id")));
  }

  /** Ends a search: id. */
  Reply cancel(Fields fields) {
    return Reply.json(searches.cancel(fields.integer("id")));
  }
}
