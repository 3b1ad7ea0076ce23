import { erf } from "./erf.js";

/** How far from the peak at `n = 2|y|` a term still counts: `e^(−(13/2)²) < 2⁻⁵⁶`. */
const reach = 13;

/**
 * The error function of `x + iy`, to about `(1 + |z|²) ε |erf z|`, with the relative accuracy of the imaginary part kept as `y → 0`.
 *
 * `erf(x + iy) = erf x + e^(−x²)/(2πx) [1 − cos 2xy + i sin 2xy] + 2/π e^(−x²) Σ e^(−n²/4)/(n² + 4x²) [fₙ + i gₙ]` with
 * `fₙ = 2x − 2x cosh ny cos 2xy + n sinh ny sin 2xy` and `gₙ = 2x cosh ny sin 2xy + n sinh ny cos 2xy`.
 *
 * Source: Abramowitz & Stegun, *Handbook of Mathematical Functions*, equation 7.1.29.
 */
export const complexErf = (x: number, y: number): { readonly re: number; readonly im: number } => {
  if (y === 0 || !Number.isFinite(x)) return { re: erf(x), im: 0 };
  const height = Math.abs(y);
  const phase = 2 * x * y;
  const cosine = Math.cos(phase);
  const sine = Math.sin(phase);
  // sin(2xy)/x tends to 2y, which it equals to rounding long before x underflows; (1 − cos 2u)/x is sin(2u) tan(u)/x.
  const slope = Math.abs(phase) < 1e-8 ? 2 * y : sine / x;
  const scale = Math.exp(-x * x) / (2 * Math.PI);
  let re = scale * slope * Math.tan(phase / 2);
  let im = scale * slope;

  // Every exponential carries its e^(−x²), so that the product of a huge one and a tiny one never forms.
  const shift = (height - Math.abs(x)) * (height + Math.abs(x));
  const first = Math.max(1, Math.floor(2 * height) - reach);
  for (let k = 0; k <= 2 * reach; k++) {
    const n = first + k;
    const rising = Math.exp(shift - (n / 2 - height) ** 2) / 2;
    const falling = Math.exp(shift - (n / 2 + height) ** 2) / 2;
    const plain = Math.exp(-x * x - (n * n) / 4);
    const cosh = rising + falling;
    // Near y = 0 the two exponentials cancel; Math.sinh does not.
    const sinh = n * height < 1 ? plain * Math.sinh(n * y) : Math.sign(y) * (rising - falling);
    const weight = 2 / Math.PI / (n * n + 4 * x * x);
    re += weight * (2 * x * (plain - cosh * cosine) + n * sinh * sine);
    im += weight * (2 * x * cosh * sine + n * sinh * cosine);
  }
  return { re: erf(x) + re, im };
};
