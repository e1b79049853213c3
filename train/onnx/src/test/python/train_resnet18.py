"""Trains torchvision's ResNet18 on the photographs of emergency vehicles for some minutes, and exports it to ONNX.

    python3 train_resnet18.py PHOTOGRAPHS OUT [EPOCHS]

PHOTOGRAPHS holds train.csv and the folder train. Every fifth photograph by name is held out and linked into
OUT/held-out/{normal,emergency}; OUT/resnet18.onnx takes 96 x 96 pixels, normalised as torchvision does (--normalise torch).
"""
import csv
import pathlib
import sys

import torch
import torchvision
from PIL import Image
from torchvision.transforms import functional

SIDE = 96
root, out = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
epochs = int(sys.argv[3]) if len(sys.argv) > 3 else 8
MEAN, DEVIATION = [0.485, 0.456, 0.406], [0.229, 0.224, 0.225]


def read(name):
    image = Image.open(root / "train" / name).convert("RGB").resize((SIDE, SIDE), Image.BILINEAR)
    return functional.normalize(functional.to_tensor(image), MEAN, DEVIATION)


rows = sorted((r["image_names"], int(r["emergency_or_not"])) for r in csv.DictReader(open(root / "train.csv")))
held = rows[::5]
kept = [row for i, row in enumerate(rows) if i % 5]
for name, label in held:
    folder = out / "held-out" / ("emergency" if label else "normal")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes((root / "train" / name).read_bytes())

torch.manual_seed(1)
torch.set_num_threads(1)
images = torch.stack([read(name) for name, _ in kept])
labels = torch.tensor([label for _, label in kept])
network = torchvision.models.resnet18(weights=None, num_classes=2)
optimiser = torch.optim.SGD(network.parameters(), 0.05, momentum=0.9, weight_decay=5e-4, nesterov=True)
steps = epochs * ((len(kept) + 31) // 32)
schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, 0.05, total_steps=steps)
for epoch in range(epochs):
    network.train()
    total = 0.0
    for batch in torch.randperm(len(kept)).split(32):
        x = images[batch]
        x = torch.where(torch.rand(len(batch), 1, 1, 1) < 0.5, x.flip(3), x)
        dx, dy = (int(v) for v in torch.randint(-8, 9, (2,)))
        loss = torch.nn.functional.cross_entropy(network(x.roll((dy, dx), (2, 3))), labels[batch])
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        schedule.step()
        total += loss.item() * len(batch)
    print(f"epoch {epoch + 1}: loss {total / len(kept):.3f}", flush=True)

network.eval()
with torch.no_grad():
    right = sum(int(network(read(name)[None]).argmax()) == label for name, label in held)
print(f"held out: {right} of {len(held)} right ({right / len(held):.3f})")
torch.onnx.export(network, torch.zeros(1, 3, SIDE, SIDE), out / "resnet18.onnx", opset_version=13, input_names=["images"],
                  output_names=["logits"], dynamic_axes={"images": {0: "n"}, "logits": {0: "n"}})
