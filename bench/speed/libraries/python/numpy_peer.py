"""numpy: backpropagation by hand, every array allocated once and written in place."""

import platform

import numpy as np
from serve import serve


def multiplying(inputs):
    size = inputs.manifest["task"]["size"]
    left = inputs.floats(inputs.manifest["left"], size, size)
    right = inputs.floats(inputs.manifest["right"], size, size)
    product = np.empty((size, size), np.float32)

    def run(steps):
        for _ in range(steps):
            np.matmul(left, right, out=product)

    return run, lambda: product.ravel()[inputs.manifest["places"]]


def sigmoid(z):
    np.negative(z, out=z)
    np.exp(z, out=z)
    z += 1
    np.reciprocal(z, out=z)


class Batches:
    """Which samples a step is about; rows where there are several, a plain vector where there is one."""

    def __init__(self, inputs):
        manifest = inputs.manifest
        task = manifest["task"]
        self.batch = task["batch"]
        self.inputs = inputs.floats(manifest["inputs"], -1, task["sizes"][0])
        self.targets = inputs.floats(manifest["targets"], -1, task["sizes"][-1])
        self.order = inputs.integers(manifest["order"], -1)
        self.steps = len(self.order) // self.batch
        if self.batch == 1:
            self.order = self.order.tolist()
        else:
            self.order = self.order.reshape(-1, self.batch).astype(np.intp)
            self.x = np.empty((self.batch, task["sizes"][0]), np.float32)
            self.t = np.empty((self.batch, task["sizes"][-1]), np.float32)

    def at(self, step):
        chosen = self.order[step % self.steps]
        if self.batch == 1:
            return self.inputs[chosen], self.targets[chosen]
        # With this mode it writes into `out` without a buffer between.
        self.inputs.take(chosen, 0, self.x, "clip")
        self.targets.take(chosen, 0, self.t, "clip")
        return self.x, self.t


def training(inputs):
    manifest = inputs.manifest
    task = manifest["task"]
    batch, rate = task["batch"], task["learningRate"]
    single = batch == 1
    weights, biases = inputs.parameters()
    batches = Batches(inputs)

    rows = () if single else (batch,)
    outputs = [np.empty((*rows, size), np.float32) for size in task["sizes"][1:]]
    deltas = [np.empty_like(output) for output in outputs]
    slopes = [np.empty_like(output) for output in outputs]
    changes = [np.empty_like(weight) for weight in weights]
    relu = task["hidden"] == "relu"
    squared = task["loss"] == "half-squared-error"
    trained = task["biases"] == "trained"
    last = len(weights) - 1
    position = 0

    def forward(x):
        for layer, z in enumerate(outputs):
            if single:
                np.dot(weights[layer], x, out=z)
            else:
                np.dot(x, weights[layer], out=z)
            if biases:
                z += biases[layer]
            if layer < last and relu:
                np.maximum(z, 0, out=z)
            elif layer < last or squared:
                sigmoid(z)
            else:
                z -= z.max(-1, keepdims=True)
                np.exp(z, out=z)
                z /= z.sum(-1, keepdims=True)
            x = z
        return x

    def times_slope_of_sigmoid(delta, y, slope):
        np.subtract(1, y, out=slope)
        slope *= y
        delta *= slope

    def step(x, t):
        y = forward(x)
        delta = deltas[last]
        np.subtract(y, t, out=delta)
        if squared:
            times_slope_of_sigmoid(delta, y, slopes[last])
        # The learning rate goes in here, where the arrays are smallest.
        delta *= rate / batch
        for layer in range(last, -1, -1):
            delta = deltas[layer]
            below = outputs[layer - 1] if layer else x
            if single:
                np.dot(delta[:, None], below[None], out=changes[layer])
            else:
                np.dot(below.T, delta, out=changes[layer])
            if layer:
                back = deltas[layer - 1]
                np.dot(delta, weights[layer] if single else weights[layer].T, out=back)
                if relu:
                    back *= below > 0
                else:
                    times_slope_of_sigmoid(back, below, slopes[layer - 1])
            weights[layer] -= changes[layer]
            if trained:
                biases[layer] -= delta if single else delta.sum(0)

    def run(steps):
        nonlocal position
        for position in range(position, position + steps):
            step(*batches.at(position))
        position += 1

    def values():
        x, t = batches.at(position)
        y = forward(x)
        if squared:
            return [0.5 * np.sum((y - t) ** 2) / batch]
        return [-np.sum(t * np.log(y)) / batch]

    return run, values


def begin(inputs):
    return (multiplying if inputs.manifest["task"]["kind"] == "product" else training)(inputs)


serve({"numpy": np.__version__, "Python": platform.python_version()}, begin)
