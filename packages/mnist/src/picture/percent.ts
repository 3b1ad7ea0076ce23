/** A share as a percentage, to so many decimals at most; the sign stays with its number. */
export const percent = (share: number, decimals = 2): string => `${Number((100 * share).toFixed(decimals))}\u00a0%`;
