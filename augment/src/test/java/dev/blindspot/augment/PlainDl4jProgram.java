package dev.blindspot.augment;

import dev.blindspot.augment.edit.Fill;
import dev.blindspot.augment.geometry.Rgb;
import java.io.File;
import java.io.IOException;
import java.util.Random;
import org.datavec.api.io.labels.ParentPathLabelGenerator;
import org.datavec.api.split.FileSplit;
import org.datavec.image.loader.NativeImageLoader;
import org.datavec.image.recordreader.ImageRecordReader;
import org.datavec.image.transform.ImageTransform;
import org.datavec.image.transform.PipelineImageTransform;
import org.datavec.image.transform.ResizeImageTransform;
import org.deeplearning4j.datasets.datavec.RecordReaderDataSetIterator;
import org.deeplearning4j.datasets.iterator.CombinedPreProcessor;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.dataset.AsyncDataSetIterator;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.dataset.api.preprocessor.ImagePreProcessingScaler;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** A program that uses DL4J and the augmentations, and nothing else of Blindspot. */
public final class PlainDl4jProgram {
  private static final int SIDE = 32;
  private static final Rgb MEAN = new Rgb(124, 116, 104);

  private PlainDl4jProgram() {}

  /** Trains on a folder that holds one folder of images per class. */
  public static void main(String[] args) throws IOException {
    train(batches(new File(args[0]), 16), 2, 3);
  }

  /** Batches of augmented images in 0..1, made by a thread of their own. */
  static DataSetIterator batches(File folder, int batchSize) throws IOException {
    // The one line of the transform. Resized first, sizes are pixels of the network's input.
    ImageTransform hiding =
        Augmentations.compose()
            .horizontalFlip()
            .cutOut(c -> c.withSize("25%").withFill(Fill.mean(MEAN)))
            .seed(1)
            .toImageTransform();
    ImageRecordReader reader = new ImageRecordReader(SIDE, SIDE, 3, new ParentPathLabelGenerator());
    reader.initialize(
        new FileSplit(folder, NativeImageLoader.ALLOWED_FORMATS, new Random(1)),
        new PipelineImageTransform(new ResizeImageTransform(SIDE, SIDE), hiding));
    RecordReaderDataSetIterator batches =
        new RecordReaderDataSetIterator(reader, batchSize, 1, reader.numLabels());
    // The one line of the mixing.
    batches.setPreProcessor(
        new CombinedPreProcessor.Builder()
            .addPreProcessor(Augmentations.mixUp().seed(1).toPreProcessor())
            .addPreProcessor(new ImagePreProcessingScaler())
            .build());
    return new AsyncDataSetIterator(batches);
  }

  /** A small network, trained. */
  static MultiLayerNetwork train(DataSetIterator batches, int classes, int epochs) {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .seed(1)
                .updater(new Adam(0.01))
                .list()
                .layer(
                    new ConvolutionLayer.Builder(3, 3).nOut(8).activation(Activation.RELU).build())
                .layer(new GlobalPoolingLayer())
                .layer(
                    new OutputLayer.Builder(LossFunction.MCXENT)
                        .nOut(classes)
                        .activation(Activation.SOFTMAX)
                        .build())
                .setInputType(InputType.convolutional(SIDE, SIDE, 3))
                .build());
    network.init();
    network.fit(batches, epochs);
    return network;
  }
}
