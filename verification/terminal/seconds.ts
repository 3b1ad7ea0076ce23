/** The seconds since a time of `performance.now()`, to the millisecond. */
export const secondsSince = (begun: number): number => Number(((performance.now() - begun) / 1000).toFixed(3));
