package dev.blindspot.train.onnx;

import onnx.Onnx.NodeProto;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/** What the numbers of a graph are, by the operator that makes them. */
enum ScoreKind {
  PROBABILITIES("its softmax is inside"),
  LOG_PROBABILITIES("it puts out logarithms of probabilities"),
  SIGMOID("its sigmoid is inside"),
  LOGITS("it puts out logits: a softmax is added"),
  /** Softmax may be written out in other operators. */
  UNKNOWN("it puts out numbers that are taken for logits unless they are probabilities");

  private static final double TOLERANCE = 1e-3;

  private final String note;

  ScoreKind(String note) {
    this.note = note;
  }

  static ScoreKind of(OnnxGraph graph, String output) {
    String operator = graph.source(output).map(NodeProto::getOpType).orElse("");
    return switch (operator) {
      case "Softmax" -> PROBABILITIES;
      case "LogSoftmax" -> LOG_PROBABILITIES;
      case "Sigmoid" -> SIGMOID;
      case "Gemm", "MatMul", "Add", "Conv", "GlobalAveragePool", "ReduceMean" -> LOGITS;
      default -> UNKNOWN;
    };
  }

  /** In one half-sentence. */
  String note() {
    return note;
  }

  /** Probabilities of {@code [N,K]} numbers; a single sigmoid is the probability of class 1. */
  INDArray probabilities(INDArray out) {
    return switch (this) {
      case PROBABILITIES -> out;
      case SIGMOID -> out.size(1) == 1 ? Nd4j.concat(1, out.rsub(1), out) : out;
      case LOG_PROBABILITIES -> Transforms.exp(out, true);
      case LOGITS -> ofLogits(out);
      case UNKNOWN -> are(out) ? out : ofLogits(out);
    };
  }

  private static INDArray ofLogits(INDArray out) {
    if (out.size(1) == 1) {
      INDArray p = Transforms.sigmoid(out, true);
      return Nd4j.concat(1, p.rsub(1), p);
    }
    return Transforms.softmax(out, true);
  }

  private static boolean are(INDArray out) {
    return out.minNumber().doubleValue() >= 0
        && out.sum(1).subi(1).amaxNumber().doubleValue() <= TOLERANCE;
  }
}
