package dev.blindspot.train.model.foreign;

import dev.blindspot.explain.ImageClassifier;
import java.util.OptionalInt;

/** A network that Blindspot did not train, ready to be scored and explained. */
public interface ForeignNetwork extends AutoCloseable {

  /** What scores and explains it: probabilities of at least two classes; closed with this. */
  ImageClassifier classifier();

  /** Side of the only square input that it takes; empty if it takes several, or does not say. */
  OptionalInt inputSize();

  /** What was found out, in one sentence. */
  String note();

  @Override
  void close();
}
