/** Three digits, and thousands as letters: `131k`, `10.7M`. */
export const showQuantity = (value: number): string => {
  if (!Number.isFinite(value)) return "–";
  const steps = [
    { least: 999.5e3, unit: 1e6, letter: "M" },
    { least: 999.5, unit: 1e3, letter: "k" },
  ];
  const { unit, letter } = steps.find(({ least }) => Math.abs(value) >= least) ?? { unit: 1, letter: "" };
  return `${showDigits(value / unit)}${letter}`;
};

/** Three digits, none of them behind the point where the number has three before it. */
export const showDigits = (value: number): string =>
  value === 0 ? "0" : value.toFixed(Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value) * 1.0005))));
