/** Gives names out, each once: a name that is taken gets the next number below it. */
export const naming = (): ((wanted: string) => string) => {
  const taken = new Set<string>();
  return (wanted) => {
    let name = wanted;
    for (let next = 2; taken.has(name); next++) name = `${wanted}_${next > 9 ? `{${next}}` : next}`;
    taken.add(name);
    return name;
  };
};

/** The letters of the parameters that layers have. */
const letters: Readonly<Record<string, string>> = { weights: "W", bias: "b" };

/** What a leaf of a tree of parameters is called: `weights` of the first of a list are `W1`, a field `w` is `w`. */
export const nameOfPath = (path: string, root: string): string => {
  const keys = path.split(/[.[\]]+/u).filter((key) => key !== "");
  const field = keys.findLast((key) => !/^\d+$/u.test(key));
  const number = keys.findLast((key) => /^\d+$/u.test(key));
  const base = field === undefined ? root : (letters[field] ?? field);
  if (number === undefined) return base;
  return letters[field ?? ""] === undefined ? `${base}_${number}` : `${base}${Number(number) + 1}`;
};
