/**
 * Colours that the colour-blind can tell apart and that stand out from white and from black paper alike (a contrast of 3 : 1 at least):
 * those of Okabe and Ito's palette that do, their blue a little lighter, and the ink of the page for their black.
 *
 * Okabe & Ito, "Color Universal Design", 2008: https://jfly.uni-koeln.de/color/
 */
export const palette = {
  blue: "#2484c6",
  vermillion: "#d55e00",
  green: "#009e73",
  purple: "#cc79a7",
  ink: "currentColor",
} as const;

/** What classes or series look like, one after the other. */
export type Looks<A> = readonly [A, ...A[]];

/** The look of the nth; where there are more of them than looks, looks return. */
export const nth = <A>(looks: Looks<A>, n: number): A => looks[n % looks.length] ?? looks[0];

export const colours: Looks<string> = [palette.blue, palette.vermillion, palette.green, palette.purple, palette.ink];
