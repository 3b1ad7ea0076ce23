/**
 * A property that is prepared when it first runs, and not while tests are collected: a rule that throws as its graphs are built then
 * fails this test, and a test that is not run costs nothing.
 */
export const prepared = <Args extends readonly unknown[]>(
  prepare: () => (...args: Args) => void,
): ((...args: Args) => void) => {
  let property: ((...args: Args) => void) | undefined;
  return (...args) => {
    property ??= prepare();
    property(...args);
  };
};
