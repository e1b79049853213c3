package dev.blindspot.train.spark;

import java.util.List;
import org.apache.spark.broadcast.Broadcast;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.updater.graph.ComputationGraphUpdater;
import org.deeplearning4j.spark.api.TrainingHook;
import org.deeplearning4j.spark.api.WorkerConfiguration;
import org.deeplearning4j.spark.api.worker.NetBroadcastTuple;
import org.deeplearning4j.spark.impl.paramavg.ParameterAveragingTrainingWorker;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * DL4J's worker with the network as it was sent. DL4J copies the configuration, and its copies
 * forget the order of the vertices ({@code ComputationGraphConfiguration.clone} of 1.0.0-M2.1), in
 * which the parameters of a network with branches lie.
 */
final class OrderedWorker extends ParameterAveragingTrainingWorker {
  private static final long serialVersionUID = 1L;

  private final Broadcast<NetBroadcastTuple> network;

  OrderedWorker(
      Broadcast<NetBroadcastTuple> network,
      WorkerConfiguration configuration,
      List<TrainingHook> hooks) {
    super(network, true, configuration, hooks, null, null);
    this.network = network;
  }

  @Override
  public ComputationGraph getInitialModelGraph() {
    NetBroadcastTuple sent = network.getValue();
    ComputationGraphConfiguration ordered = sent.getGraphConfiguration();
    ComputationGraphConfiguration own = ordered.clone();
    own.setTopologicalOrder(ordered.getTopologicalOrder());
    own.setTopologicalOrderStr(ordered.getTopologicalOrderStr());
    ComputationGraph graph = new ComputationGraph(own);
    graph.init(sent.getParameters().unsafeDuplication(), false);
    INDArray state = sent.getUpdaterState();
    if (state != null) {
      graph.setUpdater(new ComputationGraphUpdater(graph, state.unsafeDuplication()));
    }
    return graph;
  }
}
