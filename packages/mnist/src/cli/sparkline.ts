import sparkly from "sparkly";

/** A curve `▁▃▅▇` from the least to the largest value, at most so many columns wide: of longer series, the end of each equal stretch. */
export const sparkline = (values: readonly number[], columns: number): string => {
  const stretch = (index: number): number => Math.floor((index * columns) / values.length);
  return sparkly(values.filter((_, index) => stretch(index + 1) > stretch(index)));
};
