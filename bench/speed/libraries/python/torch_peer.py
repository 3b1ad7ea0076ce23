"""PyTorch, eager: gradients by hand where that is faster than its own, without a tape, written in place."""

import platform

import torch
from serve import serve

torch.set_num_threads(1)
torch.set_grad_enabled(False)


def multiplying(inputs):
    size = inputs.manifest["task"]["size"]
    left = torch.from_numpy(inputs.floats(inputs.manifest["left"], size, size))
    right = torch.from_numpy(inputs.floats(inputs.manifest["right"], size, size))
    product = torch.empty(size, size)

    def run(steps):
        for _ in range(steps):
            torch.mm(left, right, out=product)

    return run, lambda: product.ravel()[inputs.manifest["places"]].tolist()


def training(inputs):
    manifest = inputs.manifest
    task = manifest["task"]
    sizes, batch, rate = task["sizes"], task["batch"], task["learningRate"]
    single = batch == 1
    weights, biases = ([torch.from_numpy(array) for array in arrays] for arrays in inputs.parameters())
    samples = torch.from_numpy(inputs.floats(manifest["inputs"], -1, sizes[0]))
    targets = torch.from_numpy(inputs.floats(manifest["targets"], -1, sizes[-1]))
    order = torch.from_numpy(inputs.integers(manifest["order"], -1, batch))
    batches = [row[0].item() for row in order] if single else list(order)
    x_rows = torch.empty(batch, sizes[0])
    t_rows = torch.empty(batch, sizes[-1])
    relu = task["hidden"] == "relu"
    squared = task["loss"] == "half-squared-error"
    trained = task["biases"] == "trained"
    last = len(weights) - 1
    position = 0

    def pick(step):
        chosen = batches[step % len(batches)]
        if single:
            return samples[chosen], targets[chosen]
        torch.index_select(samples, 0, chosen, out=x_rows)
        torch.index_select(targets, 0, chosen, out=t_rows)
        return x_rows, t_rows

    def forward(x):
        outputs = []
        for layer, weight in enumerate(weights):
            if single:
                x = torch.addmv(biases[layer], weight, x) if biases else torch.mv(weight, x)
            else:
                x = torch.addmm(biases[layer], x, weight) if biases else torch.mm(x, weight)
            if layer < last and relu:
                x.relu_()
            elif layer < last or squared:
                x.sigmoid_()
            else:
                x = torch.log_softmax(x, -1)
            outputs.append(x)
        return outputs

    def through(delta, y):
        if relu:
            return delta.mul_(y > 0)
        return torch.ops.aten.sigmoid_backward(delta, y)

    def step(x, t):
        outputs = forward(x)
        y = outputs[last]
        delta = torch.ops.aten.sigmoid_backward(y - t, y) if squared else y.exp_().sub_(t)
        for layer in range(last, -1, -1):
            below = outputs[layer - 1] if layer else x
            weight = weights[layer]
            if layer:
                back = through(torch.mv(weight.T, delta) if single else torch.mm(delta, weight.T), below)
            if single:
                weight.addr_(delta, below, alpha=-rate)
            else:
                weight.addmm_(below.T, delta, alpha=-rate / batch)
            if trained:
                biases[layer].sub_(delta if single else delta.sum(0), alpha=rate / batch)
            if layer:
                delta = back

    def run(steps):
        nonlocal position
        for position in range(position, position + steps):
            step(*pick(position))
        position += 1

    def values():
        x, t = pick(position)
        y = forward(x)[last]
        if squared:
            return [0.5 * torch.sum((y - t) ** 2).item() / batch]
        return [-torch.sum(t * y).item() / batch]

    return run, values


def begin(inputs):
    return (multiplying if inputs.manifest["task"]["kind"] == "product" else training)(inputs)


serve({"PyTorch": torch.__version__, "Python": platform.python_version()}, begin)
