#!/usr/bin/env python3
"""Writes small models as Keras 3 does, for Keras3Test, and prints what they say.

    python3 make_keras3_models.py src/test/resources/dev/blindspot/train/model

sequential-keras3.keras, functional-keras3.keras and, with the same weights as the second, functional-keras3.h5.
Keras itself is not needed: the layout is that of keras/src/saving/saving_lib.py and
keras/src/legacy/saving/legacy_h5_format.py of Keras 3.13, and the forward pass is NumPy. Needs Debian's python3-h5py.
"""
import io
import json
import re
import sys
import zipfile

import h5py
import numpy as np

SIDE, EPSILON = 16, 1e-3
POLICY = {"module": "keras", "class_name": "DTypePolicy", "config": {"name": "float32"}, "registered_name": None}


def thing(module, name, **config):
    return {"module": module, "class_name": name, "config": config, "registered_name": None}


GLOROT = thing("keras.initializers", "GlorotUniform", seed=None, input_axes=None, output_axes=None)
ZEROS, ONES = thing("keras.initializers", "Zeros"), thing("keras.initializers", "Ones")
TRAINING = {"kernel_initializer": GLOROT, "bias_initializer": ZEROS, "kernel_regularizer": None,
            "bias_regularizer": None, "activity_regularizer": None, "kernel_constraint": None, "bias_constraint": None}


def layer(kind, name, inputs, **config):
    own = {"name": name} if kind == "InputLayer" else {"name": name, "trainable": True, "dtype": POLICY}
    return {"kind": kind, "name": name, "inputs": inputs, "config": {**own, **config}}


def start():
    return layer("InputLayer", "input_layer_1", [], batch_shape=[None, SIDE, SIDE, 3], dtype="float32", sparse=False,
                 ragged=False, optional=False)


def convolution(name, before, filters, kernel, stride=1, padding="same", activation="linear", bias=True):
    return layer("Conv2D", name, [before], filters=filters, kernel_size=[kernel, kernel], strides=[stride, stride],
                 padding=padding, data_format="channels_last", dilation_rate=[1, 1], groups=1, activation=activation,
                 use_bias=bias, **TRAINING)


def normalisation(name, before, scale=True, center=True):
    return layer("BatchNormalization", name, [before], axis=-1, momentum=0.99, epsilon=EPSILON, center=center,
                 scale=scale, beta_initializer=ZEROS, gamma_initializer=ONES, moving_mean_initializer=ZEROS,
                 moving_variance_initializer=ONES, beta_regularizer=None, gamma_regularizer=None, beta_constraint=None,
                 gamma_constraint=None, synchronized=False)


def pooling(kind, name, before, size, padding="valid"):
    return layer(kind, name, [before], pool_size=[size, size], padding=padding, strides=[size, size],
                 data_format="channels_last")


def dense(name, before, units, activation):
    return layer("Dense", name, [before], units=units, activation=activation, use_bias=True,
                 **TRAINING, quantization_config=None)


def sequential():
    """Names with the numbers of a session in which other models were made before."""
    return [
        start(),
        layer("ZeroPadding2D", "zero_padding2d_3", ["input_layer_1"], padding=[[1, 0], [2, 1]],
              data_format="channels_last"),
        convolution("conv2d_7", "zero_padding2d_3", 5, 3, 2, "valid", "relu"),
        normalisation("batch_normalization_4", "conv2d_7", scale=False),
        layer("Activation", "activation_1", ["batch_normalization_4"], activation="tanh"),
        pooling("MaxPooling2D", "max_pooling2d_9", "activation_1", 2),
        layer("Dropout", "dropout_2", ["max_pooling2d_9"], rate=0.25, seed=None, noise_shape=None),
        convolution("the_last_one", "dropout_2", 4, 2, 1, "same", "silu"),
        normalisation("batch_normalization_5", "the_last_one", center=False),
        layer("LeakyReLU", "leaky_re_lu", ["batch_normalization_5"], negative_slope=0.2),
        pooling("AveragePooling2D", "average_pooling2d", "leaky_re_lu", 3, "same"),
        layer("Flatten", "flatten_1", ["average_pooling2d"], data_format="channels_last"),
        dense("dense_2", "flatten_1", 6, "relu"),
        normalisation("batch_normalization_6", "dense_2"),
        dense("dense_3", "batch_normalization_6", 3, "softmax")]


def functional():
    """More than ten convolutions, so that conv2d_10 comes before conv2d_2 in the file."""
    layers = [start(), convolution("stem", "input_layer_1", 4, 3, bias=False), normalisation("norm", "stem"),
              layer("ReLU", "re_lu", ["norm"], max_value=6.0, negative_slope=0.0, threshold=0.0)]
    last = "re_lu"
    for i in range(11):
        layers.append(convolution(f"conv2d_{i + 20}", last, 4, 3 if i % 2 else 1, activation="elu"))
        last = f"conv2d_{i + 20}"
    return layers + [
        layer("Add", "add", [last, "re_lu"]),
        pooling("MaxPooling2D", "max_pooling2d", "add", 3, "same"),
        convolution("left", "max_pooling2d", 2, 1),
        layer("Concatenate", "concatenate", ["left", "max_pooling2d"], axis=-1),
        layer("SpatialDropout2D", "spatial_dropout2d", ["concatenate"], rate=0.1, seed=None, noise_shape=None),
        layer("GlobalAveragePooling2D", "global_average_pooling2d", ["spatial_dropout2d"],
              data_format="channels_last", keepdims=False),
        layer("GlobalMaxPooling2D", "global_max_pooling2d", ["spatial_dropout2d"], data_format="channels_last",
              keepdims=False),
        layer("Concatenate", "concatenate_1", ["global_average_pooling2d", "global_max_pooling2d"], axis=-1),
        dense("dense", "concatenate_1", 4, "linear"),
        layer("Softmax", "softmax", ["dense"], axis=-1)]


def names(each):
    config = each["config"]
    if each["kind"] in ("Conv2D", "Dense"):
        return ["kernel"] + ["bias"] * config["use_bias"]
    if each["kind"] == "BatchNormalization":
        return ["gamma"] * config["scale"] + ["beta"] * config["center"] + ["moving_mean", "moving_variance"]
    return []


def weights(each, shape, random):
    config = each["config"]
    channels = shape[-1]
    if each["kind"] in ("Conv2D", "Dense"):
        outputs = config.get("filters") or config["units"]
        kernel = (*config.get("kernel_size", []), channels, outputs)
        values = [random.normal(0, 1.5 / np.sqrt(np.prod(kernel[:-1])), kernel), random.normal(0, 0.1, outputs)]
    else:
        values = {"gamma": random.normal(1, 0.2, channels), "beta": random.normal(0, 0.2, channels),
                  "moving_mean": random.normal(0, 0.2, channels), "moving_variance": random.uniform(0.5, 1.5, channels)}
        values = [values[name] for name in names(each)]
    return dict(zip(names(each), (value.astype("float32") for value in values)))


def activated(name, x):
    powers = np.exp(x - x.max(axis=-1, keepdims=True))
    return {"linear": lambda: x, "relu": lambda: np.maximum(x, 0), "tanh": lambda: np.tanh(x),
            "elu": lambda: np.where(x > 0, x, np.expm1(np.minimum(x, 0))), "silu": lambda: x / (1 + np.exp(-x)),
            "softmax": lambda: powers / powers.sum(axis=-1, keepdims=True)}[name]()


def windows(x, size, stride, padding, outside):
    """[row, column, size, size, channel]; SAME puts the odd row below and to the right."""
    if padding == "same":
        for axis in (0, 1):
            total = max(0, (-(-x.shape[axis] // stride) - 1) * stride + size - x.shape[axis])
            sides = [(0, 0)] * 3
            sides[axis] = (total // 2, total - total // 2)
            x = np.pad(x, sides, constant_values=outside)
    rows, columns = ((n - size) // stride + 1 for n in x.shape[:2])
    return np.array([[x[r * stride:r * stride + size, c * stride:c * stride + size] for c in range(columns)]
                     for r in range(rows)])


def forward(each, inputs, own):
    kind, config, x = each["kind"], each["config"], inputs[0]
    if kind == "Conv2D":
        seen = windows(x, config["kernel_size"][0], config["strides"][0], config["padding"], 0)
        out = np.tensordot(seen, own["kernel"].astype(float), ((2, 3, 4), (0, 1, 2)))
        return activated(config["activation"], out + own.get("bias", 0))
    if kind == "Dense":
        return activated(config["activation"], x @ own["kernel"].astype(float) + own["bias"])
    if kind == "BatchNormalization":
        scaled = (x - own["moving_mean"]) / np.sqrt(own["moving_variance"].astype(float) + EPSILON)
        return scaled * own.get("gamma", 1) + own.get("beta", 0)
    return {"Activation": lambda: activated(config["activation"], x),
            "ReLU": lambda: np.clip(x, 0, config["max_value"]),
            "LeakyReLU": lambda: np.where(x > 0, x, config["negative_slope"] * x),
            "Softmax": lambda: activated("softmax", x),
            "Add": lambda: inputs[0] + inputs[1],
            "Concatenate": lambda: np.concatenate(inputs, axis=-1),
            "MaxPooling2D": lambda: windows(x, config["pool_size"][0], config["strides"][0], config["padding"],
                                            -np.inf).max(axis=(2, 3)),
            "AveragePooling2D": lambda: np.nanmean(windows(x, config["pool_size"][0], config["strides"][0], config["padding"],
                                                           np.nan), axis=(2, 3)),
            "GlobalAveragePooling2D": lambda: x.mean(axis=(0, 1)),
            "GlobalMaxPooling2D": lambda: x.max(axis=(0, 1)),
            "Flatten": lambda: x.reshape(-1),
            "ZeroPadding2D": lambda: np.pad(x, (*config["padding"], (0, 0))),
            "Dropout": lambda: x, "SpatialDropout2D": lambda: x}[kind]()


def run(layers, random):
    """What the model says of the image of the test: red 10 y, green 5 x, blue 200 where x < y; scaled to 0..1."""
    y, x = np.mgrid[0:SIDE, 0:SIDE]
    said = {"input_layer_1": np.stack([10 * y, 5 * x, np.where(x < y, 200, 0)], axis=2) / 255.0}
    values = {}
    for each in layers[1:]:
        inputs = [said[name] for name in each["inputs"]]
        values[each["name"]] = weights(each, inputs[0].shape, random) if names(each) else {}
        each["shape"] = [None, *inputs[0].shape]
        said[each["name"]] = forward(each, inputs, values[each["name"]])
    return values, said[layers[-1]["name"]], {name: [None, *value.shape] for name, value in said.items()}


def nodes(each, shapes):
    if not each["inputs"]:
        return []
    tensors = [{"class_name": "__keras_tensor__",
                "config": {"shape": shapes[name], "dtype": "float32", "keras_history": [name, 0, 0]}}
               for name in each["inputs"]]
    return [{"args": [tensors] if len(tensors) > 1 else tensors, "kwargs": {}}]


def configuration(layers, shapes, kind, legacy=False):
    written = []
    for each in layers:
        config = {"class_name": each["kind"], "config": each["config"]}
        if not legacy:
            config = {"module": "keras.layers", **config, "registered_name": None}
            if names(each) or each["kind"] == "Flatten":
                config["build_config"] = {"input_shape": each["shape"]}
        if kind == "Functional":
            config |= {"name": each["name"], "inbound_nodes": nodes(each, shapes)}
        written.append(config)
    if kind == "Sequential":
        return {"module": "keras", "class_name": kind, "config": {
            "name": "sequential_2", "trainable": True, "dtype": POLICY, "layers": written,
            "build_input_shape": shapes["input_layer_1"]}, "registered_name": None,
            "build_config": {"input_shape": shapes["input_layer_1"]}}
    graph = {"class_name": kind, "config": {
        "name": "functional_3", "trainable": True, "layers": written, "input_layers": [["input_layer_1", 0, 0]],
        "output_layers": [[layers[-1]["name"], 0, 0]]}}
    return graph if legacy else {"module": "keras.src.models.functional", **graph, "registered_name": kind,
                                 "build_config": {"input_shape": None}}


def snake_case(name):
    name = re.sub("(.)([A-Z][a-z]+)", r"\1_\2", name)
    return re.sub("([a-z])([A-Z])", r"\1_\2", name).lower()


def save_zip(path, config, layers, values):
    memory, used = io.BytesIO(), {}
    with h5py.File(memory, "w") as file:
        file.create_group("vars").attrs["name"] = config["config"]["name"]
        # Sequential.layers leaves the input out
        for each in layers[1:] if config["class_name"] == "Sequential" else layers:
            name = snake_case(each["kind"])
            used[name] = used.get(name, -1) + 1
            group = file.create_group(f"layers/{name}" + (f"_{used[name]}" if used[name] else "")).create_group("vars")
            group.attrs["name"] = each["name"]
            for i, value in enumerate(values.get(each["name"], {}).values()):
                group[f"{i}"] = value
        # the state of an optimiser, which nobody needs here
        file.create_group("optimizer").create_group("vars")["0"] = np.array(3, dtype="int64")
    with zipfile.ZipFile(path, "w") as file:
        for name, data in (("metadata.json", json.dumps({"keras_version": "3.13.2",
                                                         "date_saved": "2026-07-09@05:06:24"})),
                           ("config.json", json.dumps(config)), ("model.weights.h5", memory.getvalue())):
            file.writestr(zipfile.ZipInfo(name, (2026, 7, 9, 5, 6, 24)), data)


def save_hdf5(path, config, layers, values):
    with h5py.File(path, "w") as file:
        file.attrs["keras_version"] = "3.13.2"
        file.attrs["backend"] = "jax"
        file.attrs["model_config"] = json.dumps(config).encode("utf8")
        root = file.create_group("model_weights")
        root.attrs["layer_names"] = [each["name"].encode() for each in layers]
        root.attrs["backend"] = b"jax"
        root.attrs["keras_version"] = b"3.13.2"
        for each in sorted(layers, key=lambda of: of["name"]):
            group = root.create_group(each["name"])
            own = values.get(each["name"], {})
            group.attrs["weight_names"] = [f"{each['name']}/{key}".encode() for key in own]
            for key, value in own.items():
                data = group.create_dataset(f"{each['name']}/{key}", value.shape, dtype=value.dtype)
                data[:] = value
        root.create_group("top_level_model_weights").attrs["weight_names"] = []


def main(folder):
    for kind, layers in (("Sequential", sequential()), ("Functional", functional())):
        values, said, shapes = run(layers, np.random.default_rng(11))
        config = configuration(layers, shapes, kind)
        save_zip(f"{folder}/{kind.lower()}-keras3.keras", config, layers, values)
        print(kind, said.round(6).tolist())
    save_hdf5(f"{folder}/functional-keras3.h5", configuration(layers, shapes, kind, True), layers, values)


if __name__ == "__main__":
    main(sys.argv[1])
