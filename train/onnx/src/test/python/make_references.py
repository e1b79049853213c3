"""Makes tiny networks of the families that people use, with seeded random weights, and records what PyTorch says.

Run with Debian's python3-torch, python3-torchvision and python3-onnx (torch 1.13, torchvision 0.14):

    python3 make_references.py ../resources/dev/blindspot/train/onnx

For each network NAME.onnx is written; references.json holds, for the image of pixel() below, the probabilities and, where
the network ends in global average pooling and one dense layer, the class activation map of the most probable class.
"""
import json
import pathlib
import sys
from functools import partial

import torch
from torch import nn
from torchvision.models import densenet, efficientnet, mobilenetv2, resnet, squeezenet

SIDE = 32
OUT = pathlib.Path(sys.argv[1])
MEAN = torch.tensor([0.485, 0.456, 0.406]).view(1, 3, 1, 1)
DEVIATION = torch.tensor([0.229, 0.224, 0.225]).view(1, 3, 1, 1)


def pixel(channel, y, x):
    """Red is channel 0; the same formula is in the Java test."""
    return (37 * channel + 11 * y + 7 * x + (x * y) % 13 * 9) % 256


def image():
    rows = [[[pixel(c, y, x) for x in range(SIDE)] for y in range(SIDE)] for c in range(3)]
    return (torch.tensor([rows], dtype=torch.float32) / 255 - MEAN) / DEVIATION


class TinyResNet(nn.Module):
    def __init__(self, block, expansion, classes=5):
        super().__init__()
        self.stem = nn.Sequential(nn.Conv2d(3, 8, 3, 2, 1, bias=False), nn.BatchNorm2d(8), nn.ReLU(), nn.MaxPool2d(3, 2, 1))
        down = nn.Sequential(nn.Conv2d(8, 8 * expansion, 1, 2, bias=False), nn.BatchNorm2d(8 * expansion))
        self.features = nn.Sequential(self.stem, block(8, 8, 2, down), block(8 * expansion, 8))
        self.fc = nn.Linear(8 * expansion, classes)

    def forward(self, x):
        return self.fc(torch.flatten(nn.functional.adaptive_avg_pool2d(self.features(x), 1), 1))


class TinyVgg(nn.Module):
    def __init__(self):
        super().__init__()
        self.body = nn.Sequential(
            nn.Conv2d(3, 8, 3, 1, 1), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(8, 8, 3, 1, 1), nn.ReLU(), nn.MaxPool2d(4),
            nn.Flatten(), nn.Linear(128, 16), nn.ReLU(), nn.Dropout(), nn.Linear(16, 16), nn.ReLU(), nn.Dropout(), nn.Linear(16, 5))

    def forward(self, x):
        return self.body(x)


class TinyInception(nn.Module):
    """Branches of several kernels, concatenated."""

    def __init__(self):
        super().__init__()
        self.stem = nn.Sequential(nn.Conv2d(3, 8, 3, 2), nn.ReLU())
        self.one = nn.Conv2d(8, 4, 1)
        self.five = nn.Conv2d(8, 4, 5, padding=2)
        self.wide = nn.Sequential(nn.Conv2d(8, 4, (1, 7), padding=(0, 3)), nn.Conv2d(4, 4, (7, 1), padding=(3, 0)))
        self.pool = nn.Conv2d(8, 4, 1)
        self.fc = nn.Linear(16, 5)

    def features(self, x):
        x = self.stem(x)
        pooled = self.pool(nn.functional.avg_pool2d(x, 3, 1, 1))
        return torch.relu(torch.cat([self.one(x), self.five(x), self.wide(x), pooled], 1))

    def forward(self, x):
        return self.fc(torch.flatten(nn.functional.adaptive_avg_pool2d(self.features(x), 1), 1))


class TinyVit(nn.Module):
    """Patches, a transformer layer, the mean of the tokens."""

    def __init__(self):
        super().__init__()
        self.patch = nn.Conv2d(3, 16, 8, 8)
        self.query, self.key, self.value = (nn.Linear(16, 16) for _ in range(3))
        self.norm = nn.LayerNorm(16)
        self.fc = nn.Linear(16, 5)

    def forward(self, x):
        t = self.patch(x).flatten(2).transpose(1, 2)
        a = torch.softmax(self.query(t) @ self.key(t).transpose(1, 2) / 4, -1)
        return self.fc(self.norm(t + a @ self.value(t)).mean(1))


class Ending(nn.Module):
    def __init__(self, network, ending):
        super().__init__()
        self.network, self.ending = network, ending

    def forward(self, x):
        return self.ending(self.network(x))


class ChannelsLast(nn.Module):
    def __init__(self, network):
        super().__init__()
        self.network = network

    def forward(self, x):
        return self.network(x.permute(0, 3, 1, 2))


def tiny_efficientnet():
    settings = [
        efficientnet.MBConvConfig(1, 3, 1, 8, 8, 1, 1.0, 1.0),
        efficientnet.MBConvConfig(4, 5, 2, 8, 8, 1, 1.0, 1.0),
    ]
    return efficientnet.EfficientNet(settings, 0.2, num_classes=5, last_channel=16, norm_layer=partial(nn.BatchNorm2d, eps=1e-3))


def tiny_squeezenet():
    network = squeezenet.SqueezeNet(num_classes=5)
    network.features = nn.Sequential(nn.Conv2d(3, 8, 3, 2), nn.ReLU(), squeezenet.Fire(8, 4, 8, 8))
    network.classifier = nn.Sequential(nn.Dropout(), nn.Conv2d(16, 5, 1), nn.ReLU(), nn.AdaptiveAvgPool2d(1))
    return network


def tiny_mobilenet():
    settings = [[1, 8, 1, 1], [6, 8, 2, 2]]
    network = mobilenetv2.MobileNetV2(num_classes=5, width_mult=0.25, inverted_residual_setting=settings)
    last = network.features[-1]
    network.features[-1] = nn.Sequential(nn.Conv2d(last[0].in_channels, 16, 1, bias=False), nn.BatchNorm2d(16), nn.ReLU6())
    network.classifier = nn.Sequential(nn.Dropout(), nn.Linear(16, 5))
    return network


def dense_features(network, x):
    return torch.relu(network.features(x))


# name: (network, its last features or None, its dense layer or None)
torch.manual_seed(7)
NETWORKS = {
    "resnet-basic": (TinyResNet(resnet.BasicBlock, 1), lambda n, x: n.features(x), lambda n: n.fc),
    "resnet-bottleneck": (TinyResNet(resnet.Bottleneck, 4), lambda n, x: n.features(x), lambda n: n.fc),
    "vgg": (TinyVgg(), None, None),
    "inception": (TinyInception(), lambda n, x: n.features(x), lambda n: n.fc),
    "mobilenet-v2": (tiny_mobilenet(), lambda n, x: n.features(x), lambda n: n.classifier[1]),
    "densenet": (densenet.DenseNet(4, (2, 2), 8, num_classes=5), dense_features, lambda n: n.classifier),
    "efficientnet": (tiny_efficientnet(), lambda n, x: n.features(x), lambda n: n.classifier[1]),
    "squeezenet": (tiny_squeezenet(), lambda n, x: n.classifier[2](n.classifier[1](n.features(x))), None),
    "vit": (TinyVit(), None, None),
}


def settle(network):
    """Batch norm with statistics that are not 0 and 1."""
    for module in network.modules():
        if isinstance(module, nn.BatchNorm2d):
            nn.init.normal_(module.running_mean, 0, 0.1)
            nn.init.uniform_(module.running_var, 0.5, 1.5)
            nn.init.uniform_(module.weight, 0.5, 1.5)
            nn.init.normal_(module.bias, 0, 0.1)
        if isinstance(module, nn.Linear):
            nn.init.normal_(module.weight, 0, 0.5)
    return network.eval()


def export(network, name, sample, opset, batch):
    axes = {"images": {0: "n"}, "scores": {0: "n"}} if batch else None
    torch.onnx.export(network, sample, OUT / f"{name}.onnx", opset_version=opset, input_names=["images"],
                      output_names=["scores"], dynamic_axes=axes)


def main():
    references = {}
    for name, (network, features, dense) in NETWORKS.items():
        settle(network)
        with torch.no_grad():
            x = image()
            logits = network(x)
            found = {"probabilities": torch.softmax(logits, 1)[0].tolist()}
            if features:
                best = int(logits.argmax())
                maps = features(network, x)[0]
                weights = dense(network).weight[best] if dense else nn.functional.one_hot(torch.tensor(best), 5).float()
                found["class"] = best
                found["cam"] = torch.einsum("k,kyx->yx", weights, maps).tolist()
        references[name] = found
        export(network, name, x, 13, batch=name != "densenet")
    base = NETWORKS["resnet-basic"][0]
    export(Ending(base, nn.Softmax(1)), "ending-softmax", image(), 9, True)
    export(Ending(base, nn.LogSoftmax(1)), "ending-log-softmax", image(), 16, True)
    export(ChannelsLast(base), "channels-last", image().permute(0, 2, 3, 1), 13, True)
    (OUT / "references.json").write_text(json.dumps(references, indent=1))


main()
