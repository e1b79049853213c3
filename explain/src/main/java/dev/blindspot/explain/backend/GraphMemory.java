package dev.blindspot.explain.backend;

import java.util.List;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Updater;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.memory.MemoryWorkspaceManager;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Frees the native memory of a graph at once. {@link ComputationGraph#close()} does, and collects
 * garbage twice (DL4J 1.0.0-M2.1): with small networks that takes longer than all they compute.
 */
public final class GraphMemory {
  private GraphMemory() {}

  /**
   * Closes the layers, the parameters, their gradients and the updater's state, and destroys this
   * thread's workspaces, but for those that are open around the call.
   *
   * @param graph is of no use any more
   */
  public static void free(ComputationGraph graph) {
    for (Layer layer : graph.getLayers()) {
      layer.close();
    }
    close(graph.params());
    close(graph.getFlattenedGradients());
    Updater updater = graph.getUpdater(false);
    close(updater == null ? null : updater.getStateViewArray());
    destroyWorkspaces();
  }

  private static void close(@Nullable INDArray array) {
    if (array != null && array.closeable()) {
      array.close();
    }
  }

  /** Their sizes were learned for a network that is gone. */
  private static void destroyWorkspaces() {
    MemoryWorkspaceManager manager = Nd4j.getWorkspaceManager();
    for (MemoryWorkspace workspace : List.copyOf(manager.getAllWorkspacesForCurrentThread())) {
      if (!workspace.isScopeActive()) {
        manager.destroyWorkspace(workspace);
      }
    }
  }
}
