import type { Affine, Element, Gather, Nest } from "./nest.js";

const names = "ijklmnopqrstuvw";

const showAffine = ({ offset, strides }: Affine): string => {
  const terms = strides.flatMap((stride, loop) => {
    if (stride === 0) return [];
    return [`${stride === 1 ? "" : stride}${names[loop] ?? `i${loop}`}`];
  });
  return [...(offset === 0 && terms.length > 0 ? [] : [String(offset)]), ...terms].join(" + ");
};

const showGather = ({ indices, place, stride }: Gather): string =>
  `${stride === 1 ? "" : stride}${indices.name}[${showAffine(place)}]`;

const showPlace = (place: Affine, gather: Gather | undefined): string =>
  gather === undefined ? showAffine(place) : `${showAffine(place)} + ${showGather(gather)}`;

/** An element as text. */
export const printElement = (element: Element): string => {
  switch (element.kind) {
    case "load":
      return `${element.storage.name}[${showPlace(element.place, element.gather)}]`;
    case "constant":
      return String(element.value);
    case "index":
      return `(${showAffine(element.value)})`;
    case "apply":
      return `${element.op === "cast" ? element.dtype : element.op}(${element.args.map(printElement).join(", ")})`;
  }
};

/** A nest as text: `for i < 3, reducing j < 4: y[i] = add x[4i + j]`. */
export const printNest = ({ sizes, reduced, combining, writes }: Nest): string => {
  const loops = sizes.map((size, loop) => {
    const folded = loop >= sizes.length - reduced ? "reducing " : "";
    return `${folded}${names[loop] ?? `i${loop}`} < ${size}`;
  });
  const written = writes.map(({ storage, place, element, scatter }) => {
    const sign = scatter === undefined ? "=" : "+=";
    return `${storage.name}[${showPlace(place, scatter)}] ${sign} ${combining === undefined ? "" : `${combining} `}${printElement(element)}`;
  });
  return `${loops.length === 0 ? "once" : `for ${loops.join(", ")}`}: ${written.join("; ")}`;
};
