"""Reads requests and writes replies, one JSON object a line; see contender/messages.ts."""

import json
import os
import sys
import time

import numpy as np


class Inputs:
    """A manifest, and what reads the files beside it."""

    def __init__(self, path):
        self.folder = os.path.dirname(path)
        with open(path) as file:
            self.manifest = json.load(file)

    def _read(self, name, dtype, shape):
        return np.fromfile(os.path.join(self.folder, name), dtype).reshape(shape)

    def floats(self, name, *shape):
        return self._read(name, np.float32, shape)

    def integers(self, name, *shape):
        return self._read(name, np.int32, shape)

    def parameters(self):
        """Weights and biases of each layer. A single sample is a vector, for which weights by rows of one output each are the faster ones."""
        task = self.manifest["task"]
        layers = zip(self.manifest["weights"], task["sizes"], task["sizes"][1:])
        weights = [self.floats(*layer) for layer in layers]
        if task["batch"] == 1:
            weights = [np.ascontiguousarray(weight.T) for weight in weights]
        return weights, [self.floats(name, -1) for name in self.manifest["biases"]]


def blas():
    """The file of the BLAS that is loaded, where the system tells."""
    try:
        with open("/proc/self/maps") as maps:
            files = {line.split()[-1] for line in maps if "blas" in line}
    except OSError:
        return "?"
    return ", ".join(sorted(os.path.relpath(file, "/usr/lib/x86_64-linux-gnu") if file.startswith("/usr/lib/x86_64") else file for file in files))


def tell(**message):
    print(json.dumps(message), flush=True)


def serve(versions, begin):
    """`begin(inputs)` gives `(run, values)`: what does so many steps, and what tells of them off the clock."""
    try:
        run, values = begin(Inputs(sys.argv[1]))
        tell(tell="ready", versions={**versions, "BLAS": blas()})
        for line in sys.stdin:
            request = json.loads(line)
            if request["ask"] == "values":
                tell(tell="values", values=[float(value) for value in values()])
                continue
            start = time.perf_counter()
            run(request["steps"])
            tell(tell="ran", seconds=time.perf_counter() - start)
    except Exception as error:
        tell(tell="failed", reason=f"{type(error).__name__}: {error}")
        sys.exit(1)
