/** A message, and below it the text with a caret under the place of which it speaks. */
export const pointing = (message: string, text: string, at: number): string =>
  `${message}\n${text}\n${" ".repeat([...text.slice(0, at)].length)}^`;
