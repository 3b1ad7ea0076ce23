import { Presets, SingleBar } from "cli-progress";

/** What is counted while items come. */
interface Tally<A> {
  readonly of: string;
  readonly counts: (item: A) => boolean;
}

/** All of so many items as they come, with a progress bar on standard error where that is a terminal. */
export const collect = <A>(items: Iterable<A>, count: number, { of, counts }: Tally<A>): readonly A[] => {
  const bar = new SingleBar(
    {
      stream: process.stderr,
      format: `{bar} {value}/{total} programs  {tally} ${of}  {eta_formatted} left`,
      clearOnComplete: true,
      hideCursor: true,
      noTTYOutput: false,
    },
    Presets.shades_grey,
  );
  const collected: A[] = [];
  let tally = 0;
  bar.start(count, 0, { tally });
  for (const item of items) {
    collected.push(item);
    if (counts(item)) tally++;
    bar.update(collected.length, { tally });
  }
  bar.stop();
  return collected;
};
