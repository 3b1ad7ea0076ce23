/** The same function, computed once for each term, or list of terms: they are values and never change. */
export const remembered = <K extends object, A extends object | string | number>(f: (of: K) => A): ((of: K) => A) => {
  const results = new WeakMap<K, A>();
  return (of) => {
    const known = results.get(of);
    if (known !== undefined) return known;
    const result = f(of);
    results.set(of, result);
    return result;
  };
};
