/** How many samples a run has trained on at a time, in seconds. */
export interface Moment {
  readonly samples: number;
  readonly seconds: number;
}

/** How fast samples are trained on, measuring included. */
export interface Pace {
  readonly began: Moment;
  readonly latest: Moment;
  /** Samples and seconds since the beginning; what is long ago weighs little. */
  readonly recent: Moment;
}

/** After so many seconds a sample weighs `1/e` of a new one. */
const MEMORY = 5;

/** The pace of a run that goes on from a moment: nothing is known of it yet. */
export const paceFrom = (began: Moment): Pace => ({ began, latest: began, recent: { samples: 0, seconds: 0 } });

/** The pace at a later moment. */
export const paceAt = ({ began, latest, recent }: Pace, now: Moment): Pace => {
  const seconds = now.seconds - latest.seconds;
  const weight = Math.exp(-seconds / MEMORY);
  return {
    began,
    latest: now,
    recent: {
      samples: recent.samples * weight + now.samples - latest.samples,
      seconds: recent.seconds * weight + seconds,
    },
  };
};

const quotient = ({ samples, seconds }: Moment): number | undefined =>
  samples > 0 && seconds > 0 ? samples / seconds : undefined;

/** Samples a second, a mean in which the last seconds weigh most. */
export const rateOf = ({ recent }: Pace): number | undefined => quotient(recent);

/** When `total` samples are trained on, in seconds from now, if all goes on as since the beginning. */
export const secondsLeft = ({ began, latest }: Pace, total: number): number | undefined => {
  const rate = quotient({ samples: latest.samples - began.samples, seconds: latest.seconds - began.seconds });
  return rate === undefined ? undefined : (total - latest.samples) / rate;
};
