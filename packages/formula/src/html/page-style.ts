/** How a page looks: quiet, readable on paper-white and on black, on a phone and in print. */
export const pageStyle = `
:root { color-scheme: light dark; --paper: #fff; --ink: #1c1d21; --quiet: #6b6f78; --line: #e4e5e9; }
@media (prefers-color-scheme: dark) { :root { --paper: #131418; --ink: #e8e8ea; --quiet: #9497a1; --line: #2b2d34; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; -webkit-text-size-adjust: 100%; }
main { max-width: 46rem; margin: 0 auto; padding: 2.5rem 1.25rem 4rem; }
h1 { margin: 0; font-size: 1.6rem; font-weight: 600; letter-spacing: -0.01em; line-height: 1.25; overflow-wrap: anywhere; }
`.trim();
