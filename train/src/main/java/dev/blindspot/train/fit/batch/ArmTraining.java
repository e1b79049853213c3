package dev.blindspot.train.fit.batch;

import dev.blindspot.augment.geometry.Rgb;
import dev.blindspot.train.config.ArmConfig;
import dev.blindspot.train.config.ModelConfig;
import dev.blindspot.train.data.image.ImageStore;
import dev.blindspot.train.data.manifest.ManifestRow;
import dev.blindspot.train.model.ModelSpec;
import java.nio.file.Path;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Everything that the training of one arm needs.
 *
 * @param name of the arm
 * @param arm its augmentations and training settings
 * @param model frozen blocks and memory
 * @param spec shape of the network
 * @param firstWeights the same for all arms of a run
 * @param train images to train on
 * @param validation images to watch
 * @param images decoded images
 * @param datasetMean for the fill "mean"
 * @param seed the run's seed
 * @param folder of the arm; checkpoints and history go there
 */
public record ArmTraining(
    String name,
    ArmConfig arm,
    ModelConfig model,
    ModelSpec spec,
    INDArray firstWeights,
    List<ManifestRow> train,
    List<ManifestRow> validation,
    ImageStore images,
    Rgb datasetMean,
    long seed,
    Path folder) {}
