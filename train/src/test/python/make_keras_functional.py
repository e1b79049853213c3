#!/usr/bin/env python3
"""Writes a small functional Keras model as HDF5 by hand, for ForeignModelTest, and prints what it says.

    python3 make_keras_functional.py src/test/resources/dev/blindspot/train/model/functional-keras.h5

Two convolutions with batch normalisation, an addition around them, and a sigmoid of one unit, as tf.keras saves a
functional model. Keras itself is not needed: the forward pass is NumPy. Needs Debian's python3-h5py.
"""
import json
import sys

import h5py
import numpy as np

SIDE, FILTERS, EPSILON = 16, 4, 1e-3


def layer(kind, name, inputs, **config):
    return {"class_name": kind, "name": name, "inbound_nodes": [[[i, 0, 0, {}] for i in inputs]] if inputs else [],
            "config": {"name": name, "trainable": True, "dtype": "float32", **config}}


def glorot():
    return {"kernel_initializer": {"class_name": "GlorotUniform", "config": {"seed": None}},
            "bias_initializer": {"class_name": "Zeros", "config": {}},
            "kernel_regularizer": None, "bias_regularizer": None, "activity_regularizer": None,
            "kernel_constraint": None, "bias_constraint": None, "use_bias": True}


def convolution(name, before, activation):
    return layer("Conv2D", name, [before], filters=FILTERS, kernel_size=[3, 3], strides=[1, 1], padding="same",
                 data_format="channels_last", dilation_rate=[1, 1], groups=1, activation=activation, **glorot())


def normalisation(name, before):
    ones, zeros = {"class_name": "Ones", "config": {}}, {"class_name": "Zeros", "config": {}}
    return layer("BatchNormalization", name, [before], axis=[3], momentum=0.99, epsilon=EPSILON, center=True,
                 scale=True, beta_initializer=zeros, gamma_initializer=ones, moving_mean_initializer=zeros,
                 moving_variance_initializer=ones, beta_regularizer=None, gamma_regularizer=None,
                 beta_constraint=None, gamma_constraint=None)


def layers():
    return [
        layer("InputLayer", "input_1", [], batch_input_shape=[None, SIDE, SIDE, 3], sparse=False, ragged=False),
        convolution("conv2d", "input_1", "relu"),
        convolution("conv2d_1", "conv2d", "linear"),
        normalisation("batch_normalization", "conv2d_1"),
        layer("Add", "add", ["conv2d", "batch_normalization"]),
        layer("Activation", "activation", ["add"], activation="relu"),
        layer("GlobalAveragePooling2D", "global_average_pooling2d", ["activation"], data_format="channels_last"),
        layer("Dense", "dense", ["global_average_pooling2d"], units=1, activation="sigmoid", **glorot())]


def parameters():
    random = np.random.default_rng(7)

    def normal(deviation, *shape):
        return random.normal(0, deviation, shape).astype("float32")

    return {
        "conv2d": {"kernel": normal(0.4, 3, 3, 3, FILTERS), "bias": normal(0.1, FILTERS)},
        "conv2d_1": {"kernel": normal(0.3, 3, 3, FILTERS, FILTERS), "bias": normal(0.1, FILTERS)},
        "batch_normalization": {"gamma": 1 + normal(0.2, FILTERS), "beta": normal(0.2, FILTERS),
                                "moving_mean": normal(0.2, FILTERS),
                                "moving_variance": 1 + np.abs(normal(0.3, FILTERS))},
        "dense": {"kernel": normal(0.8, FILTERS, 1), "bias": normal(0.1, 1)}}


def save(path, values):
    config = {"class_name": "Functional", "config": {
        "name": "model", "layers": layers(),
        "input_layers": [["input_1", 0, 0]], "output_layers": [["dense", 0, 0]]}}
    with h5py.File(path, "w") as file:
        root = file.create_group("model_weights")
        for place in (file, root):
            place.attrs["keras_version"] = np.bytes_("2.9.0")
            place.attrs["backend"] = np.bytes_("tensorflow")
        file.attrs["model_config"] = np.bytes_(json.dumps(config))
        root.attrs["layer_names"] = np.array([each["name"].encode() for each in layers()])
        for each in layers():
            group = root.create_group(each["name"])
            own = values.get(each["name"], {})
            names = [f"{each['name']}/{key}:0".encode() for key in own]
            group.attrs["weight_names"] = np.array(names) if names else np.zeros(0, dtype="S1")
            for key, value in own.items():
                group.create_dataset(f"{each['name']}/{key}:0", data=value)


def convolve(image, of):
    padded = np.pad(image, ((1, 1), (1, 1), (0, 0)))
    out = np.zeros((SIDE, SIDE, FILTERS))
    for dy in range(3):
        for dx in range(3):
            out += padded[dy:dy + SIDE, dx:dx + SIDE] @ of["kernel"][dy, dx]
    return out + of["bias"]


def say(values):
    # the image of the test: red 10 y, green 5 x, blue 200 where x < y; scaled to 0..1
    y, x = np.mgrid[0:SIDE, 0:SIDE]
    image = np.stack([10 * y, 5 * x, np.where(x < y, 200, 0)], axis=2) / 255.0
    first = np.maximum(convolve(image, values["conv2d"]), 0)
    norm = values["batch_normalization"]
    second = (convolve(first, values["conv2d_1"]) - norm["moving_mean"]) / np.sqrt(norm["moving_variance"] + EPSILON)
    together = np.maximum(first + second * norm["gamma"] + norm["beta"], 0)
    logit = together.mean(axis=(0, 1)) @ values["dense"]["kernel"] + values["dense"]["bias"]
    return float((1 / (1 + np.exp(-logit)))[0])


if __name__ == "__main__":
    weights = parameters()
    save(sys.argv[1], weights)
    print(round(say(weights), 6))
