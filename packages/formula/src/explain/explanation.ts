// What an explanation is: equations with their numbers. Pure data; the numbers are not rounded, their texts are.

import type { Tensor } from "@chainrule/core";
import type { List } from "immutable";
import type { Derivation, Step } from "../derive/derivation.js";

/** A number, and what a text has published for it. */
export interface Result {
  readonly value: number;
  readonly published: number | undefined;
  /** Whether the value does not round to the published one, at the digits which that shows. */
  readonly differs: boolean;
}

/** A factor of a chain: the derivative by the next value on the way to the loss, or the derivative of one value by the next. */
export interface Factor extends Result {
  /** Which derivative it is, such as `∂o1/∂net_o1`, where it is one. */
  readonly derivative: string | undefined;
  /** What it is, such as `o1 (1 − o1)`; in parentheses where it needs them in a product. */
  readonly formula: string;
}

/** What one path from the loss contributes: the product of its factors. */
export interface Addend {
  readonly factors: List<Factor>;
  readonly value: number;
}

/** One scalar: the sum over its addends of the products of their factors. */
export interface ScalarExplanation extends Result {
  /** `∂E/∂w5`, `h1`, and for a parameter after a step downhill `w5`. */
  readonly left: string;
  readonly relation: "=" | "←";
  readonly addends: List<Addend>;
  /** The chain rule, such as `∂E/∂o1 · ∂o1/∂net_o1 · ∂net_o1/∂w5`, where every factor is a derivative. */
  readonly chain: string | undefined;
  readonly formula: string;
  /** The formula with numbers in it, and what becomes of it before the value. */
  readonly numbers: List<string>;
}

/** A published element of the value of a step. */
export interface PublishedElement extends Result {
  readonly left: string;
  readonly published: number;
}

/** A step of a derivation with its value. */
export interface StepExplanation {
  readonly step: Step;
  readonly value: Tensor;
  /** Those elements that a text has published. */
  readonly published: List<PublishedElement>;
}

/** A derivation with its numbers. */
export interface Explanation {
  readonly derivation: Derivation;
  readonly steps: List<StepExplanation>;
  /** What was asked for, each after the sums that it needs. */
  readonly scalars: List<ScalarExplanation>;
  /** The decimals to print. */
  readonly digits: number;
}
