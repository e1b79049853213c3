#!/usr/bin/env python3
"""Writes a small Keras model as HDF5 by hand, for ForeignModelTest, and prints what it says.

    python3 make_keras_model.py src/test/resources/dev/blindspot/train/model/tiny-keras.h5

Keras itself is not needed: the file has the layout of Keras 2 (model.save), and the forward pass is NumPy.
Needs Debian's python3-h5py.
"""
import json
import sys

import h5py
import numpy as np

SIDE, FILTERS, CLASSES = 16, 4, 3


def layer(kind, name, **config):
    return {"class_name": kind, "config": {"name": name, "trainable": True, "dtype": "float32", **config}}


def weights(name):
    return {"kernel_initializer": {"class_name": "GlorotUniform", "config": {"seed": None}},
            "bias_initializer": {"class_name": "Zeros", "config": {}},
            "kernel_regularizer": None, "bias_regularizer": None, "activity_regularizer": None,
            "kernel_constraint": None, "bias_constraint": None, "use_bias": True}


def main():
    random = np.random.default_rng(5)
    kernel = random.normal(0, 0.6, (3, 3, 3, FILTERS)).astype("float32")
    bias = random.normal(0, 0.1, FILTERS).astype("float32")
    dense = random.normal(0, 1.5, (FILTERS, CLASSES)).astype("float32")
    dense_bias = random.normal(0, 0.1, CLASSES).astype("float32")
    config = {"class_name": "Sequential", "config": {"name": "tiny", "layers": [
        layer("Conv2D", "conv2d", batch_input_shape=[None, SIDE, SIDE, 3], filters=FILTERS, kernel_size=[3, 3],
              strides=[1, 1], padding="same", data_format="channels_last", dilation_rate=[1, 1],
              activation="relu", **weights("conv2d")),
        layer("GlobalAveragePooling2D", "pool", data_format="channels_last"),
        layer("Dense", "dense", units=CLASSES, activation="softmax", **weights("dense"))]}}
    with h5py.File(sys.argv[1], "w") as file:
        file.attrs["model_config"] = np.bytes_(json.dumps(config))
        file.attrs["keras_version"] = np.bytes_("2.9.0")
        file.attrs["backend"] = np.bytes_("tensorflow")
        root = file.create_group("model_weights")
        root.attrs["layer_names"] = np.array([b"conv2d", b"pool", b"dense"])
        root.attrs["backend"] = np.bytes_("tensorflow")
        root.attrs["keras_version"] = np.bytes_("2.9.0")
        for name, k, b in (("conv2d", kernel, bias), ("pool", None, None), ("dense", dense, dense_bias)):
            group = root.create_group(name)
            if k is None:
                group.attrs["weight_names"] = np.zeros(0, dtype="S1")
                continue
            group.attrs["weight_names"] = np.array([f"{name}/kernel:0".encode(), f"{name}/bias:0".encode()])
            inner = group.create_group(name)
            inner.create_dataset("kernel:0", data=k)
            inner.create_dataset("bias:0", data=b)

    # the image of the test: red 10 y, green 5 x, blue 200 where x < y; scaled to 0..1
    y, x = np.mgrid[0:SIDE, 0:SIDE]
    image = np.stack([10 * y, 5 * x, np.where(x < y, 200, 0)], axis=2) / 255.0
    padded = np.pad(image, ((1, 1), (1, 1), (0, 0)))
    features = np.zeros((SIDE, SIDE, FILTERS))
    for dy in range(3):
        for dx in range(3):
            features += padded[dy:dy + SIDE, dx:dx + SIDE] @ kernel[dy, dx]
    logits = np.maximum(features + bias, 0).mean(axis=(0, 1)) @ dense + dense_bias
    said = np.exp(logits - logits.max())
    print((said / said.sum()).round(6).tolist())


if __name__ == "__main__":
    main()
