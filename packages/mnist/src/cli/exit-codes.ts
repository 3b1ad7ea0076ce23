/** What the process exits with. */
export const exitCodes = {
  success: 0,
  usage: 2,
  data: 3,
  diverged: 4,
  output: 5,
  hungUp: 129,
  interrupted: 130,
  terminated: 143,
} as const;
