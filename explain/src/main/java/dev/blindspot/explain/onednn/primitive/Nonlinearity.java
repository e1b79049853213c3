package dev.blindspot.explain.onednn.primitive;

import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.post_ops;

/**
 * A function of every single number.
 *
 * @param kind of function
 * @param a its first parameter; 0 where it has none
 * @param b its second parameter; 0 where it has none
 */
public record Nonlinearity(Kind kind, float a, float b) {
  public static final Nonlinearity RELU = leakyRelu(0);
  public static final Nonlinearity RELU6 = clip(0, 6);
  public static final Nonlinearity SIGMOID = new Nonlinearity(Kind.SIGMOID, 0, 0);
  public static final Nonlinearity TANH = new Nonlinearity(Kind.TANH, 0, 0);

  /** {@code x * sigmoid(x)}, SiLU. */
  public static final Nonlinearity SWISH = new Nonlinearity(Kind.SWISH, 1, 0);

  /** {@code x * relu6(x + 3) / 6}. */
  public static final Nonlinearity HARD_SWISH = new Nonlinearity(Kind.HARD_SWISH, 0, 0);

  /** The functions. */
  public enum Kind {
    /** {@code x} where it is positive, else {@code a * x}. */
    RELU(dnnl.dnnl_eltwise_relu) {
      @Override
      float apply(float x, float a, float b) {
        return x > 0 ? x : a * x;
      }
    },
    /** {@code a} to {@code b}. */
    CLIP(dnnl.dnnl_eltwise_clip) {
      @Override
      float apply(float x, float a, float b) {
        return Math.max(a, Math.min(b, x));
      }
    },
    SIGMOID(dnnl.dnnl_eltwise_logistic) {
      @Override
      float apply(float x, float a, float b) {
        return (float) (1 / (1 + Math.exp(-x)));
      }
    },
    TANH(dnnl.dnnl_eltwise_tanh) {
      @Override
      float apply(float x, float a, float b) {
        return (float) Math.tanh(x);
      }
    },
    /** {@code x} where it is positive, else {@code a * (exp(x) - 1)}. */
    ELU(dnnl.dnnl_eltwise_elu) {
      @Override
      float apply(float x, float a, float b) {
        return x > 0 ? x : (float) (a * Math.expm1(x));
      }
    },
    /** {@code x * sigmoid(a * x)}. */
    SWISH(dnnl.dnnl_eltwise_swish) {
      @Override
      float apply(float x, float a, float b) {
        return (float) (x / (1 + Math.exp(-a * x)));
      }
    },
    HARD_SWISH(dnnl.dnnl_eltwise_hardswish) {
      @Override
      float apply(float x, float a, float b) {
        return x * Math.max(0f, Math.min(6f, x + 3)) / 6;
      }
    };

    private final int code;

    Kind(int code) {
      this.code = code;
    }

    abstract float apply(float x, float a, float b);
  }

  /** {@code x} where it is positive, else {@code slope * x}. */
  public static Nonlinearity leakyRelu(float slope) {
    return new Nonlinearity(Kind.RELU, slope, 0);
  }

  /**
   * At least {@code least} and at most {@code most}.
   *
   * @throws IllegalArgumentException if there is nothing between them
   */
  public static Nonlinearity clip(float least, float most) {
    if (!(least < most)) {
      throw new IllegalArgumentException(
          "least must be < most, were %s and %s".formatted(least, most));
    }
    return new Nonlinearity(Kind.CLIP, least, most);
  }

  /** {@code x} where it is positive, else {@code alpha * (exp(x) - 1)}. */
  public static Nonlinearity elu(float alpha) {
    return new Nonlinearity(Kind.ELU, alpha, 0);
  }

  /** Whether no result is negative. */
  public boolean isNonNegative() {
    return kind == Kind.SIGMOID || (kind == Kind.RELU && a == 0) || (kind == Kind.CLIP && a >= 0);
  }

  /** In place. */
  public void apply(float[] values) {
    if (equals(RELU)) { // by far the most frequent one, and bound by memory
      for (int i = 0; i < values.length; i++) {
        values[i] = Math.max(0f, values[i]);
      }
      return;
    }
    for (int i = 0; i < values.length; i++) {
      values[i] = kind.apply(values[i], a, b);
    }
  }

  int code() {
    return kind.code;
  }

  void addTo(post_ops operations) {
    operations.append_eltwise(1, kind.code, a, b);
  }
}
