/** How a page looks around its formulas: quiet, readable on paper-white and on black, on a phone and in print. */
export const pageStyle = `
:root { color-scheme: light dark; --paper: #fff; --ink: #1c1d21; --quiet: #6b6f78; --line: #e4e5e9; }
@media (prefers-color-scheme: dark) { :root { --paper: #131418; --ink: #e8e8ea; --quiet: #9497a1; --line: #2b2d34; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; -webkit-text-size-adjust: 100%; }
main { max-width: 46rem; margin: 0 auto; padding: 2.5rem 1.25rem 4rem; }
h1 { margin: 0; font-size: 1.6rem; font-weight: 600; letter-spacing: -0.01em; line-height: 1.25; overflow-wrap: anywhere; }
h2 { display: flex; flex-wrap: wrap; align-items: baseline; column-gap: 0.75rem; margin: 2.75rem 0 0; padding-bottom: 0.5rem;
  border-bottom: 1px solid var(--line); font-size: 1rem; font-weight: 600; }
h2 span { font-size: 0.875rem; font-weight: 400; }
ol { list-style: none; margin: 0.75rem 0 0; padding: 0; }
li { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; column-gap: 1.5rem; padding: 0.3rem 0; }
.equation { max-width: 100%; overflow: auto hidden; padding: 0.3rem 4px 0.3rem 0; }
.equation .katex-display { margin: 0; }
.equation .katex-display > .katex { text-align: left; }
.given { display: flex; flex-wrap: wrap; gap: 0.25rem 2rem; margin: 1rem 0 0; }
.given .quiet { margin-left: 0.5rem; }
.quiet, h2 span { color: var(--quiet); }
.quiet { font-size: 0.8125rem; }
.rules { display: flex; flex-wrap: wrap; column-gap: 1.5rem; width: 100%; margin: 0 0 0.6rem; overflow-wrap: anywhere; }
@media print { li { break-inside: avoid; } }
`.trim();
