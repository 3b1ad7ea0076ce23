/** How reports look: quiet, readable on paper-white and on black, on a phone and in print. */
export const style = `
:root { color-scheme: light dark; --paper: #fff; --ink: #1c1d21; --quiet: #6b6f78; --line: #e4e5e9; --tint: #f5f6f8; --link: #1a66a0; }
@media (prefers-color-scheme: dark) {
  :root { --paper: #131418; --ink: #e8e8ea; --quiet: #9497a1; --line: #2b2d34; --tint: #1c1e24; --link: #6db3e8; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; -webkit-text-size-adjust: 100%; }
main { max-width: 62rem; margin: 0 auto; padding: 2.5rem 1.25rem 4rem; }
h1 { margin: 0; font-size: 1.75rem; font-weight: 600; letter-spacing: -0.01em; line-height: 1.25; overflow-wrap: anywhere; }
main > section { margin-top: 3.5rem; }
h2 { margin: 0 0 1rem; font-size: 1.25rem; font-weight: 600; letter-spacing: -0.005em; }
h3 { margin: 2rem 0 0.75rem; font-size: 1rem; font-weight: 600; }
a { color: var(--link); }
p { max-width: 46rem; margin: 0 0 1rem; }
dl, dd, figure { margin: 0; }
pre { margin: 1rem 0 0; padding: 0.7rem 0.9rem; border-radius: 6px; background: var(--tint); font-size: 0.875rem; overflow-x: auto; }
.results { display: flex; flex-wrap: wrap; gap: 1.25rem 2.5rem; margin-top: 1.75rem; }
.results dt { color: var(--quiet); font-size: 0.8125rem; }
.results dd { font-size: 1.5rem; font-weight: 600; line-height: 1.3; font-variant-numeric: tabular-nums; overflow-wrap: anywhere; }
.facts { display: grid; grid-template-columns: minmax(8rem, max-content) 1fr; gap: 0.4rem 1.5rem; }
.facts dt { color: var(--quiet); }
.facts dd { overflow-wrap: anywhere; }
.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 18rem), 1fr)); gap: 2rem; align-items: start; }
figure svg, figure img { display: block; max-width: 100%; height: auto; }
figcaption { max-width: 28rem; margin-top: 0.5rem; color: var(--quiet); font-size: 0.8125rem; }
.mistakes { display: grid; grid-template-columns: repeat(auto-fill, minmax(5.75rem, 1fr)); gap: 1.25rem 1rem; }
.mistakes img { width: 100%; max-width: 7rem; border-radius: 3px; image-rendering: pixelated; }
.mistakes figcaption { margin-top: 0.35rem; line-height: 1.35; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; font-size: 0.875rem; font-variant-numeric: tabular-nums; }
th, td { padding: 0.35rem 1rem 0.35rem 0; border-bottom: 1px solid var(--line); text-align: right; white-space: nowrap; }
th:first-child, td:first-child { text-align: left; }
th { font-weight: 600; }
details { margin-top: 1.5rem; }
summary { cursor: pointer; color: var(--quiet); font-size: 0.875rem; }
details .scroll { margin-top: 0.75rem; }
.derivation { max-width: 46rem; }
.derivation > section:first-child > h3 { margin-top: 0; }
@media (max-width: 30rem) {
  main { padding: 1.5rem 1.25rem 3rem; }
  .facts { display: block; }
  .facts dd { margin-bottom: 0.6rem; }
}
@media print { figure, tr { break-inside: avoid; } }
`.trim();
