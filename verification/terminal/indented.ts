/** A text with every line that is not empty moved to the right. */
export const indented = (text: string): string => text.replace(/^(?=.)/gm, "  ");
