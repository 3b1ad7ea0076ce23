import { Tensor } from "@chainrule/core";

/**
 * Whether two tensors are equal, for `toEqual` and the like, which see no more of a tensor than its shape and dtype by themselves;
 * no opinion on what is no tensor.
 */
export const areTensorsEqual = (a: unknown, b: unknown): boolean | undefined => {
  if (a instanceof Tensor) return a.equals(b);
  return b instanceof Tensor ? false : undefined;
};
