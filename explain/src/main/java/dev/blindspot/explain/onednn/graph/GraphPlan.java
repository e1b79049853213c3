package dev.blindspot.explain.onednn.graph;

import dev.blindspot.explain.onednn.graph.FusedGraph.Step;
import dev.blindspot.explain.onednn.runtime.Argument;
import dev.blindspot.explain.onednn.runtime.Operation;
import dev.blindspot.explain.onednn.runtime.Tensor;
import dev.blindspot.explain.onednn.runtime.TensorLayout;
import java.util.ArrayList;
import java.util.List;

/** The operations of a graph for one layout of its input, with their memory. */
final class GraphPlan implements AutoCloseable {
  private final BufferPool buffers = new BufferPool();
  private final List<Operation> operations = new ArrayList<>();
  private final StepOperations make;
  private final Tensor input;
  private final Tensor output;

  /**
   * @param make makes the operations, holds their parameters, and is closed with the plan
   * @throws IllegalArgumentException if images of this layout do not go with the graph
   */
  GraphPlan(NetworkGraph graph, FusedGraph fused, StepOperations make, TensorLayout images) {
    this.make = make;
    try {
      buffers.plan(0, images);
      plan(fused);
      buffers.allocate();
      connect(fused);
      this.input = buffers.tensor(0);
      this.output = buffers.tensor(graph.nodes().size() - 1);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private void plan(FusedGraph fused) {
    List<Step> steps = fused.steps();
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      Operation operation =
          make.make(step, step.node().sources().stream().map(buffers::layout).toList());
      operations.add(operation);
      TensorLayout layout = operation.kernel().layout(Argument.OUTPUT);
      if (step.addend().isPresent()) {
        int addend = step.addend().getAsInt();
        buffers.planOver(step.result(), addend, buffers.layout(addend));
      } else {
        buffers.plan(step.result(), layout);
      }
      for (int source : step.node().sources()) {
        if (isReadForTheLastTime(source, steps, i)) {
          buffers.release(source);
        }
      }
    }
  }

  private static boolean isReadForTheLastTime(int node, List<Step> steps, int now) {
    return steps.subList(now + 1, steps.size()).stream()
        .noneMatch(
            s ->
                s.node().sources().contains(node)
                    || (s.addend().isPresent() && s.addend().getAsInt() == node));
  }

  private void connect(FusedGraph fused) {
    for (int i = 0; i < operations.size(); i++) {
      Step step = fused.steps().get(i);
      Operation operation = operations.get(i);
      List<Tensor> sources = step.node().sources().stream().map(buffers::tensor).toList();
      if (!operation.kernel().sources().isEmpty()) {
        operation.withSources(sources);
      } else {
        operation.with(Argument.SOURCE, sources.get(0));
        if (sources.size() == 2) {
          operation.with(Argument.SECOND_SOURCE, sources.get(1));
        }
      }
      operation.with(Argument.OUTPUT, buffers.tensor(step.result()));
    }
  }

  /** Where the images are put before {@link #run}. */
  Tensor input() {
    return input;
  }

  /** What {@link #run} leaves. */
  Tensor output() {
    return output;
  }

  void run() {
    operations.forEach(Operation::run);
  }

  /** As {@link #run}; nanoseconds of each operation. */
  long[] timed() {
    long[] nanos = new long[operations.size()];
    for (int i = 0; i < nanos.length; i++) {
      long before = System.nanoTime();
      operations.get(i).run();
      nanos[i] = System.nanoTime() - before;
    }
    return nanos;
  }

  /** What a node writes; node 0 is the input. */
  TensorLayout layout(int node) {
    return buffers.layout(node);
  }

  /** oneDNN's names of the code of each step. */
  List<String> implementations() {
    return operations.stream().map(o -> o.kernel().implementation()).toList();
  }

  long bytes() {
    return buffers.bytes();
  }

  @Override
  public void close() {
    operations.forEach(Operation::close);
    operations.clear();
    buffers.close();
    make.close();
  }
}
