import { type Colors, grouped, showLoss } from "./lines.js";
import { sparkline } from "./sparkline.js";
import type { Status } from "./under-way.js";

const twoDigits = (value: number): string => String(value).padStart(2, "0");

/** A time as on a clock: `0:42`, `12:05`, `1:02:05`. */
export const showClock = (time: number): string => {
  const seconds = Math.round(time);
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  const clock = `${hours === 0 ? minutes : twoDigits(minutes % 60)}:${twoDigits(seconds % 60)}`;
  return hours === 0 ? clock : `${hours}:${clock}`;
};

/** A part of the line, with as many columns as it will need later too, so that the others do not move. */
interface Part {
  readonly text: string;
  readonly paint: (text: string) => string;
  /** Where space is short, what matters most stays. */
  readonly importance: number;
}

const GAP = 2;
const SHORTEST_BAR = 6;
const LONGEST_BAR = 30;
const SPARKLINE = 8;

const heavy = (share: number, columns: number, { cyan, dim }: Colors): string => {
  const done = Math.round(share * columns);
  return cyan("━".repeat(done)) + dim("─".repeat(columns - done));
};

const columnsOf = (parts: readonly Part[]): number =>
  parts.reduce((columns, { text }) => columns + GAP + text.length, -GAP);

/** The most important parts that fit, in their order: none without all that matter more. */
const fitting = (parts: readonly Part[], columns: number): readonly Part[] => {
  const upTo = (importance: number) => parts.filter((part) => part.importance <= importance);
  return parts.map((_, importance) => upTo(importance)).findLast((kept) => columnsOf(kept) <= columns) ?? [];
};

/** How far a run is, in a line of at most so many columns; where they are few, some of it is left out. */
export const showStatus = (run: Status, columns: number, colors: Colors): string => {
  const plain = String;
  const bar: Part = { text: " ".repeat(SHORTEST_BAR), paint: plain, importance: 3 };
  const parts: readonly Part[] = [
    {
      text: `epoch ${String(run.epoch).padStart(String(run.epochs).length)}/${run.epochs}`,
      paint: plain,
      importance: 0,
    },
    bar,
    { text: `${Math.floor(100 * run.share)} %`.padStart(5), paint: plain, importance: 1 },
    { text: (run.left === undefined ? "" : `${showClock(run.left)} left`).padStart(10), paint: plain, importance: 2 },
    {
      text: (run.rate === undefined ? "" : `${grouped(Math.round(run.rate))}/s`).padStart(9),
      paint: colors.dim,
      importance: 6,
    },
    { text: `loss ${showLoss(run.loss)}`.padEnd(12), paint: plain, importance: 4 },
    { text: sparkline(run.accuracies, SPARKLINE).padEnd(SPARKLINE), paint: colors.green, importance: 5 },
  ];
  const kept = fitting(parts, columns);
  const spare = Math.min(LONGEST_BAR - SHORTEST_BAR, columns - columnsOf(kept));
  return kept
    .map((part) => (part === bar ? heavy(run.share, SHORTEST_BAR + spare, colors) : part.paint(part.text)))
    .join(" ".repeat(GAP));
};
