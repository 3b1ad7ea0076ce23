// The data of a tensor is private, so `toEqual` would see no more of one than its shape and dtype.

import { expect } from "vitest";
import { areTensorsEqual } from "../packages/check/src/vitest/tensors.js";

expect.addEqualityTesters([areTensorsEqual]);
