#!/usr/bin/env python3
"""Writes small models as Keras 3 does, for Keras3Test, and prints what they say.

    python3 make_keras3_models.py src/test/resources/dev/blindspot/train/model

sequential-keras3.keras, functional-keras3.keras, scaled-keras3.keras, transfer-keras3.keras and, with the same weights
as the second and the last, functional-keras3.h5 and transfer-keras3.h5.
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


def start(name="input_layer_1", side=SIDE):
    return layer("InputLayer", name, [], batch_shape=[None, side, side, 3], dtype="float32", sparse=False,
                 ragged=False, optional=False)


def model(kind, name, before, layers):
    return {"kind": kind, "name": name, "inputs": [before], "config": {"name": name}, "layers": layers}


def operation(kind, name, *args):
    """Arguments are names of layers and numbers."""
    return {"kind": kind, "name": name, "inputs": [each for each in args if isinstance(each, str)], "args": args,
            "config": {"name": name}}


def convolution(name, before, filters, kernel, stride=1, padding="same", activation="linear", bias=True):
    return layer("Conv2D", name, [before], filters=filters, kernel_size=[kernel, kernel], strides=[stride, stride],
                 padding=padding, data_format="channels_last", dilation_rate=[1, 1], groups=1, activation=activation,
                 use_bias=bias, **TRAINING)


def normalisation(name, before, scale=True, center=True):
    return layer("BatchNormalization", name, [before], axis=-1, momentum=0.99, epsilon=EPSILON, center=center,
                 scale=scale, beta_initializer=ZEROS, gamma_initializer=ONES, moving_mean_initializer=ZEROS,
                 moving_variance_initializer=ONES, beta_regularizer=None, gamma_regularizer=None, beta_constraint=None,
                 gamma_constraint=None, synchronized=False)


def depthwise(name, before, size, stride, padding, multiplier=1, activation="linear", bias=False):
    training = {key.replace("kernel", "depthwise"): value for key, value in TRAINING.items()}
    return layer("DepthwiseConv2D", name, [before], depth_multiplier=multiplier, kernel_size=[size, size],
                 strides=[stride, stride], padding=padding, data_format="channels_last", dilation_rate=[1, 1],
                 activation=activation, use_bias=bias, **training)


def separable(name, before, filters, size, stride, multiplier, activation):
    return layer("SeparableConv2D", name, [before], filters=filters, kernel_size=[size, size], strides=[stride, stride],
                 padding="same", data_format="channels_last", dilation_rate=[1, 1], groups=1, activation=activation,
                 use_bias=True, depth_multiplier=multiplier, depthwise_initializer=GLOROT, pointwise_initializer=GLOROT,
                 bias_initializer=ZEROS)


def augmentation(name, before):
    """Layers of training; the generators of random numbers in them have a state."""
    return model("Sequential", name, before, [
        start("input_layer_2"),
        layer("RandomFlip", "random_flip", ["input_layer_2"], seed=None, mode="horizontal",
              data_format="channels_last"),
        layer("RandomRotation", "random_rotation", ["random_flip"], factor=[-0.1, 0.1], seed=None,
              data_format="channels_last", fill_mode="reflect", fill_value=0.0, interpolation="bilinear")])


def mean_pooling(name, before):
    return layer("GlobalAveragePooling2D", name, [before], data_format="channels_last", keepdims=False)


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
        mean_pooling("global_average_pooling2d", "spatial_dropout2d"),
        layer("GlobalMaxPooling2D", "global_max_pooling2d", ["spatial_dropout2d"], data_format="channels_last",
              keepdims=False),
        layer("Concatenate", "concatenate_1", ["global_average_pooling2d", "global_max_pooling2d"], axis=-1),
        dense("dense", "concatenate_1", 4, "linear"),
        layer("Softmax", "softmax", ["dense"], axis=-1)]


def scaled():
    """As tutorials begin, with layers that scale pixels; a model as the last layer, in which there is another."""
    head = model("Sequential", "head", "conv2d", [
        start("input_layer_5", 4),
        depthwise("depthwise_conv2d", "input_layer_5", 2, 1, "valid", 2, "relu", True),
        model("Functional", "functional", "depthwise_conv2d", [
            start("input_layer_6", 3), mean_pooling("global_average_pooling2d", "input_layer_6"),
            dense("dense", "global_average_pooling2d", 5, "linear"),
            layer("Rescaling", "rescaling_9", ["dense"], scale=0.05, offset=0.5),
            operation("Subtract", "subtract_1", 1.0, "rescaling_9")]),
        dense("dense_1", "functional", 3, "softmax")])
    return [
        start(), augmentation("data_augmentation", "input_layer_1"),
        layer("Rescaling", "rescaling", ["data_augmentation"], offset=-0.25,
              scale={"class_name": "__numpy__", "config": {"value": [1 / 255, 1 / 128, 1 / 100], "dtype": "float64"}}),
        layer("Normalization", "normalization", ["rescaling"], axis=[-1], invert=False, mean=None, variance=None),
        layer("Normalization", "normalization_1", ["normalization"], axis=[-1], invert=False, mean=[0.1, 0.2, -0.3],
              variance=[1.5, 0.5, 2.0]),
        separable("separable_conv2d", "normalization_1", 4, 3, 2, 2, "relu"),
        layer("Identity", "identity", ["separable_conv2d"]),
        convolution("conv2d", "identity", 4, 1, 2), head]


def transfer():
    """As the guide to transfer learning has it: preprocess_input, and a base with its own names."""
    base = model("Functional", "mobilenet", "subtract", [
        start("input_layer_7"),
        layer("ZeroPadding2D", "pad", ["input_layer_7"], padding=[[0, 1], [0, 1]], data_format="channels_last"),
        convolution("conv", "pad", 6, 3, 2, "valid", bias=False), normalisation("bn", "conv"),
        layer("ReLU", "relu", ["bn"], max_value=6.0, negative_slope=0.0, threshold=0.0),
        depthwise("depthwise", "relu", 3, 1, "same"), normalisation("depthwise_bn", "depthwise"),
        convolution("project", "depthwise_bn", 6, 1), layer("Add", "add", ["relu", "project"]),
        depthwise("depthwise_1", "add", 3, 2, "same", bias=True), normalisation("bn_1", "depthwise_1")])
    return [
        start(), augmentation("data_augmentation", "input_layer_1"),
        operation("TrueDivide", "true_divide", "data_augmentation", 127.5),
        operation("Subtract", "subtract", "true_divide", 1.0), base,
        convolution("conv", "mobilenet", 6, 3, activation="relu"),
        operation("Add", "add", "conv", "mobilenet"), convolution("gate", "add", 6, 1, activation="sigmoid"),
        operation("Multiply", "multiply", "gate", "add"), operation("Multiply", "multiply_1", 0.5, "multiply"),
        layer("Average", "average", ["multiply_1", "gate"]),
        mean_pooling("global_average_pooling2d", "average"),
        layer("Dropout", "dropout", ["global_average_pooling2d"], rate=0.2, seed=None, noise_shape=None),
        dense("dense", "dropout", 4, "softmax")]


def names(each):
    config = each["config"]
    if "args" in each:
        return []
    if each["kind"] == "SeparableConv2D":
        return ["depthwise_kernel", "pointwise_kernel", "bias"]
    if each["kind"] == "Normalization":
        return ["mean", "variance", "count"] * (config["mean"] is None)
    if each["kind"] in ("Conv2D", "DepthwiseConv2D", "Dense"):
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
    elif each["kind"] in ("DepthwiseConv2D", "SeparableConv2D"):
        size, multiplier = config["kernel_size"], config["depth_multiplier"]
        outputs = config.get("filters", channels * multiplier)
        values = [random.normal(0, 1.5 / size[0], (*size, channels, multiplier)), random.normal(0, 0.1, outputs)]
        if "filters" in config:
            values.insert(1, random.normal(0, 1, (1, 1, channels * multiplier, outputs)))
    elif each["kind"] == "Normalization":
        return {"mean": random.normal(0, 0.3, channels).astype("float32"),
                "variance": random.uniform(0.5, 1.5, channels).astype("float32"), "count": np.array(7, "int64")}
    else:
        values = {"gamma": random.normal(1, 0.2, channels), "beta": random.normal(0, 0.2, channels),
                  "moving_mean": random.normal(0, 0.2, channels), "moving_variance": random.uniform(0.5, 1.5, channels)}
        values = [values[name] for name in names(each)]
    return dict(zip(names(each), (value.astype("float32") for value in values)))


def activated(name, x):
    powers = np.exp(x - x.max(axis=-1, keepdims=True))
    return {"linear": lambda: x, "relu": lambda: np.maximum(x, 0), "tanh": lambda: np.tanh(x),
            "elu": lambda: np.where(x > 0, x, np.expm1(np.minimum(x, 0))), "silu": lambda: x / (1 + np.exp(-x)),
            "sigmoid": lambda: 1 / (1 + np.exp(-x)),
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
    if kind in ("DepthwiseConv2D", "SeparableConv2D"):
        kernel = own["kernel" if kind == "DepthwiseConv2D" else "depthwise_kernel"].astype(float)
        seen = windows(x, config["kernel_size"][0], config["strides"][0], config["padding"], 0)
        out = np.einsum("rcijk,ijkm->rckm", seen, kernel).reshape(*seen.shape[:2], -1)
        if kind == "SeparableConv2D":
            out = out @ own["pointwise_kernel"][0, 0].astype(float)
        return activated(config["activation"], out + own.get("bias", 0))
    if kind == "Normalization":
        mean, variance = (np.array(own.get(key, config[key]), float) for key in ("mean", "variance"))
        return (x - mean) / np.maximum(np.sqrt(variance), 1e-7)
    if kind == "Rescaling":
        scale = config["scale"]
        return x * np.array(scale["config"]["value"] if isinstance(scale, dict) else scale) + config["offset"]
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
            "Subtract": lambda: inputs[0] - inputs[1],
            "Multiply": lambda: inputs[0] * inputs[1],
            "TrueDivide": lambda: inputs[0] / inputs[1],
            "Average": lambda: (inputs[0] + inputs[1]) / 2,
            "Concatenate": lambda: np.concatenate(inputs, axis=-1),
            "MaxPooling2D": lambda: windows(x, config["pool_size"][0], config["strides"][0], config["padding"],
                                            -np.inf).max(axis=(2, 3)),
            "AveragePooling2D": lambda: np.nanmean(windows(x, config["pool_size"][0], config["strides"][0], config["padding"],
                                                           np.nan), axis=(2, 3)),
            "GlobalAveragePooling2D": lambda: x.mean(axis=(0, 1)),
            "GlobalMaxPooling2D": lambda: x.max(axis=(0, 1)),
            "Flatten": lambda: x.reshape(-1),
            "ZeroPadding2D": lambda: np.pad(x, (*config["padding"], (0, 0))),
            "Dropout": lambda: x, "SpatialDropout2D": lambda: x, "Identity": lambda: x, "RandomFlip": lambda: x,
            "RandomRotation": lambda: x}[kind]()


def image(scale):
    """The image of the test: red 10 y, green 5 x, blue 200 where x < y; divided by a number."""
    y, x = np.mgrid[0:SIDE, 0:SIDE]
    return np.stack([10 * y, 5 * x, np.where(x < y, 200, 0)], axis=2) / scale


def run(layers, random, x):
    """Weights by layer, what the model says of an image, and shapes by layer; all nested as models are."""
    said, values, shapes = {layers[0]["name"]: x}, {}, {}
    for each in layers[1:]:
        inputs = [said[arg] if isinstance(arg, str) else arg for arg in each.get("args", each["inputs"])]
        name = each["name"]
        if "layers" in each:
            values[name], said[name], shapes[name] = run(each["layers"], random, inputs[0])
            continue
        values[name] = weights(each, inputs[0].shape, random) if names(each) else {}
        each["shape"] = [None, *np.shape(inputs[0])]
        said[name] = forward(each, inputs, values[name])
    return values, said[layers[-1]["name"]], shapes | {"": {name: [None, *value.shape] for name, value in said.items()}}


def nodes(each, shapes):
    if not each["inputs"]:
        return []
    tensors = [{"class_name": "__keras_tensor__",
                "config": {"shape": shapes[arg], "dtype": "float32", "keras_history": [arg, 0, 0]}}
               if isinstance(arg, str) else arg for arg in each.get("args", each["inputs"])]
    together = len(tensors) > 1 and "args" not in each
    return [{"args": [tensors] if together else tensors, "kwargs": {"training": False} if "layers" in each else {}}]


def configuration(name, layers, nested, kind, legacy=False):
    written, shapes = [], nested[""]
    for each in layers:
        if "layers" in each:
            config = configuration(each["name"], each["layers"], nested[each["name"]], each["kind"], legacy)
        else:
            config = {"class_name": each["kind"], "config": each["config"]}
        if "args" in each and not legacy:
            config = {"module": "keras.src.ops.numpy", **config, "registered_name": each["kind"]}
        elif not legacy and "layers" not in each:
            config = {"module": "keras.layers", **config, "registered_name": None}
            if names(each) or each["kind"] == "Flatten":
                config["build_config"] = {"input_shape": each["shape"]}
        if kind == "Functional":
            config |= {"name": each["name"], "inbound_nodes": nodes(each, shapes)}
        written.append(config)
    first = layers[0]["name"]
    if kind == "Sequential":
        return {"module": "keras", "class_name": kind, "config": {
            "name": name, "trainable": True, "dtype": POLICY, "layers": written,
            "build_input_shape": shapes[first]}, "registered_name": None,
            "build_config": {"input_shape": shapes[first]}}
    graph = {"class_name": kind, "config": {
        "name": name, "trainable": True, "layers": written, "input_layers": [[first, 0, 0]],
        "output_layers": [[layers[-1]["name"], 0, 0]]}}
    return graph if legacy else {"module": "keras.src.models.functional", **graph, "registered_name": kind,
                                 "build_config": {"input_shape": None}}


def snake_case(name):
    name = re.sub("(.)([A-Z][a-z]+)", r"\1_\2", name)
    return re.sub("([a-z])([A-Z])", r"\1_\2", name).lower()


def save_group(group, name, kind, layers, values):
    group.create_group("vars").attrs["name"] = name
    used = {}
    # Sequential.layers leaves the input out, and operations are no layers
    for each in layers[1:] if kind == "Sequential" else layers:
        if "args" in each:
            continue
        name = snake_case(each["kind"])
        used[name] = used.get(name, -1) + 1
        inner = group.create_group(f"layers/{name}" + (f"_{used[name]}" if used[name] else ""))
        if "layers" in each:
            save_group(inner, each["name"], each["kind"], each["layers"], values[each["name"]])
            continue
        variables = inner.create_group("vars")
        variables.attrs["name"] = each["name"]
        for i, value in enumerate(values.get(each["name"], {}).values()):
            variables[f"{i}"] = value
        if each["kind"].startswith("Random"):
            inner.create_group("seed_generator/vars")["0"] = np.array([7, 0], dtype="uint32")


def save_zip(path, config, layers, values):
    memory = io.BytesIO()
    with h5py.File(memory, "w") as file:
        save_group(file, config["config"]["name"], config["class_name"], layers, values)
        # the state of an optimiser, which nobody needs here
        file.create_group("optimizer").create_group("vars")["0"] = np.array(3, dtype="int64")
    with zipfile.ZipFile(path, "w") as file:
        for name, data in (("metadata.json", json.dumps({"keras_version": "3.13.2",
                                                         "date_saved": "2026-07-09@05:06:24"})),
                           ("config.json", json.dumps(config)), ("model.weights.h5", memory.getvalue())):
            file.writestr(zipfile.ZipInfo(name, (2026, 7, 9, 5, 6, 24)), data)


def paths(each, values):
    """Layers of a model in the model were made before it, and do not have its name in theirs."""
    for inner in each.get("layers", []):
        yield from paths(inner, values.get(inner["name"], {}))
    if "layers" not in each:
        yield from ((f"{each['name']}/{key}", value) for key, value in values.items())


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
            own = dict(paths(each, values.get(each["name"], {})))
            group.attrs["weight_names"] = [path.encode() for path in own]
            for path, value in own.items():
                group.create_dataset(path, value.shape, dtype=value.dtype)[...] = value
        root.create_group("top_level_model_weights").attrs["weight_names"] = []


def main(folder):
    for name, kind, layers, scale, hdf5 in (
            ("sequential", "Sequential", sequential(), 255.0, False),
            ("functional", "Functional", functional(), 255.0, True),
            ("scaled", "Sequential", scaled(), 1.0, False),
            ("transfer", "Functional", transfer(), 1.0, True)):
        values, said, shapes = run(layers, np.random.default_rng(11), image(scale))
        title = "sequential_2" if kind == "Sequential" else "functional_3"
        config = configuration(title, layers, shapes, kind)
        save_zip(f"{folder}/{name}-keras3.keras", config, layers, values)
        print(name, said.round(6).tolist())
        if hdf5:
            save_hdf5(f"{folder}/{name}-keras3.h5", configuration(title, layers, shapes, kind, True), layers, values)


if __name__ == "__main__":
    main(sys.argv[1])
