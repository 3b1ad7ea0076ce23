/** How a derivation looks around its formulas, on any page. */
export const fragmentStyle = `
.derivation :is(h2, h3, h4, h5, h6) { display: flex; flex-wrap: wrap; align-items: baseline; column-gap: 0.75rem; margin: 2.75rem 0 0;
  padding-bottom: 0.5rem; border-bottom: 1px solid var(--line, currentColor); font-size: 1rem; font-weight: 600; }
.derivation :is(h2, h3, h4, h5, h6) span { font-size: 0.875rem; font-weight: 400; }
.derivation ol { list-style: none; margin: 0.75rem 0 0; padding: 0; }
.derivation li { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; column-gap: 1.5rem; padding: 0.3rem 0; }
.derivation .equation { max-width: 100%; overflow: auto hidden; padding: 0.3rem 4px 0.3rem 0; }
.derivation .equation .katex-display { margin: 0; }
.derivation .equation .katex-display > .katex { text-align: left; }
.derivation .given { display: flex; flex-wrap: wrap; gap: 0.25rem 2rem; margin: 1rem 0 0; }
.derivation .given .quiet { margin-left: 0.5rem; }
.derivation .quiet, .derivation :is(h2, h3, h4, h5, h6) span { color: var(--quiet, currentColor); }
.derivation .quiet { font-size: 0.8125rem; }
.derivation .rules { display: flex; flex-wrap: wrap; column-gap: 1.5rem; width: 100%; margin: 0 0 0.6rem; overflow-wrap: anywhere; }
@media print { .derivation li { break-inside: avoid; } }
`.trim();
