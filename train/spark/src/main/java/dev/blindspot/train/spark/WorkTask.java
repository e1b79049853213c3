package dev.blindspot.train.spark;

import dev.blindspot.train.cluster.Work;
import dev.blindspot.train.error.UserError;
import java.io.PrintWriter;
import java.io.Serializable;
import java.io.StringWriter;
import java.util.ArrayList;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.util.CollectionAccumulator;
import org.jspecify.annotations.Nullable;

/**
 * Does a piece of work as a task. A fault of the work itself is an answer, so that Spark tries
 * again only what was lost.
 */
final class WorkTask<R extends Serializable> implements Function<Work<R>, WorkTask.Answer<R>> {
  private static final long serialVersionUID = 1L;

  private final CollectionAccumulator<String> lines;

  WorkTask(CollectionAccumulator<String> lines) {
    this.lines = lines;
  }

  /**
   * What comes back.
   *
   * @param result null if there is none
   * @param mistake message of a user's mistake
   * @param fault stack trace of another fault
   * @param lines that were told
   */
  record Answer<R extends Serializable>(
      @Nullable R result, @Nullable String mistake, @Nullable String fault, ArrayList<String> lines)
      implements Serializable {

    R get() {
      if (mistake != null) {
        throw new UserError(mistake);
      }
      if (result == null) {
        throw new IllegalStateException("work on the cluster failed: " + fault);
      }
      return result;
    }
  }

  @Override
  public Answer<R> call(Work<R> work) throws Exception {
    TaskContext task = TaskContext.get();
    try (SparkNode node = new SparkNode(task, lines)) {
      return answer(work.carryOut(node), null, null);
    } catch (UserError e) {
      return answer(null, e.getMessage(), null);
    } catch (Exception e) {
      if (task.isInterrupted()) {
        throw e;
      }
      StringWriter trace = new StringWriter();
      e.printStackTrace(new PrintWriter(trace));
      return answer(null, null, trace.toString());
    }
  }

  private Answer<R> answer(@Nullable R result, @Nullable String mistake, @Nullable String fault) {
    return new Answer<>(result, mistake, fault, new ArrayList<>(lines.value()));
  }
}
