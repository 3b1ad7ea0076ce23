import { EventEmitter } from "node:events";

/** What a terminal shows, and how it is set. */
export interface Screen {
  /** Top down; the last is the line of the cursor. */
  readonly lines: readonly string[];
  readonly column: number;
  readonly saved: number;
  readonly cursor: boolean;
  readonly wrapping: boolean;
}

export const blank: Screen = { lines: [""], column: 0, saved: 0, cursor: true, wrapping: true };

const onLastLine = (screen: Screen, edit: (line: string) => string): Screen => ({
  ...screen,
  lines: [...screen.lines.slice(0, -1), edit(screen.lines.at(-1) ?? "")],
});

const controls: Readonly<Record<string, (screen: Screen) => Screen>> = {
  "\n": (screen) => ({ ...screen, lines: [...screen.lines, ""], column: 0 }),
  "\u001B[1G": (screen) => ({ ...screen, column: 0 }),
  "\u001B[0K": (screen) => onLastLine(screen, (line) => line.slice(0, screen.column)),
  "\u001B[2K": (screen) => onLastLine(screen, () => ""),
  "\u001B[?25h": (screen) => ({ ...screen, cursor: true }),
  "\u001B[?25l": (screen) => ({ ...screen, cursor: false }),
  "\u001B[?7h": (screen) => ({ ...screen, wrapping: true }),
  "\u001B[?7l": (screen) => ({ ...screen, wrapping: false }),
  "\u001B7": (screen) => ({ ...screen, saved: screen.column }),
  "\u001B8": (screen) => ({ ...screen, column: screen.saved }),
};

const put = (screen: Screen, text: string): Screen => ({
  ...onLastLine(
    screen,
    (line) => line.slice(0, screen.column).padEnd(screen.column) + text + line.slice(screen.column + text.length),
  ),
  column: screen.column + text.length,
});

/** What a terminal shows after it is sent more: text, line feeds, and what a progress bar needs. */
export const after = (screen: Screen, sent: string): Screen =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: terminals are told by control characters what to do
  (sent.match(/\u001B(?:\[[?\d]*[A-Za-z]|\d)|\n|[^\u001B\n]+/gu) ?? []).reduce((now, token) => {
    const control = controls[token];
    if (control !== undefined) return control(now);
    if (token.startsWith("\u001B")) throw new Error(`no such control: ${JSON.stringify(token)}`);
    return put(now, token);
  }, screen);

/** A stream to a terminal of so many columns. */
export const terminal = (columns: number, write: (text: string) => void): NodeJS.WriteStream =>
  // Safe: of a stream, a progress bar needs no more than this.
  Object.assign(new EventEmitter(), {
    isTTY: true,
    columns,
    write: (text: string): boolean => {
      write(text);
      return true;
    },
  }) as NodeJS.WriteStream;
