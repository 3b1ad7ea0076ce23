// Sharing the work of a kernel among threads. A job is cut into chunks; whoever is free takes the next one. The job and the next chunk are
// one word, taken by compare-and-exchange, so that a thread that is late cannot take a chunk of a job that is over. Which thread computes a
// chunk does not change its result.

import {
  atomic,
  type Code,
  call,
  type Func,
  get,
  leave,
  load,
  local,
  numberOf,
  op,
  repeatWhile,
  type Statement,
  select,
  set,
  store,
  when,
} from "../code/code.js";
import { int, plus, times } from "../code/integer.js";
import type { Job } from "./job.js";
import { words } from "./words.js";

/** The bits of the ticket that number chunks; the others number jobs. */
const CHUNK_BITS = 12;

/** The number that stands for "none is left"; a job has fewer chunks than this. */
const ALL_TAKEN = 2 ** CHUNK_BITS - 1;

/** How often an idle thread looks for work before it goes to sleep, and for how long it then sleeps before it leaves, in nanoseconds. */
const LOOKS = 20_000;
const PATIENCE = 100_000_000;

const read = (word: number): Code => load("i32.atomic.load", int(word));
const write = (word: number, value: Code): Statement => store("i32.atomic.store", int(word), value);

const increment = (word: Code): Code => atomic("i32.atomic.rmw.add", word, int(1));

/** Runs a part of the job with a number. */
const dispatch = (jobs: readonly Job[]): Func => {
  const [job, from, to] = [local("i32", "job"), local("i32", "from"), local("i32", "to")];
  return {
    name: "dispatch",
    params: [job, from, to],
    body: jobs.map(({ name }, number) =>
      when(op("i32.eq", get(job), int(number)), [call(name, get(from), get(to)), leave()]),
    ),
  };
};

/** Takes chunks of the job in hand until none is left. */
const work = (): Func => {
  const [ticket, next, isMine] = [local("i32", "ticket"), local("i32", "next"), local("i32", "isMine")];
  const [from, end] = [local("i32", "from"), local("i32", "end")];
  const taken = atomic("i32.atomic.rmw.cmpxchg", int(words.ticket), get(ticket), plus(get(ticket), int(1)));
  return {
    name: "work",
    params: [],
    body: [
      repeatWhile(int(1), [
        set(ticket, read(words.ticket)),
        set(next, op("i32.and", get(ticket), int(ALL_TAKEN))),
        when(op("i32.ge_u", get(next), read(words.chunks)), [leave()]),
        set(isMine, op("i32.eq", taken, get(ticket))),
        when(get(isMine), [
          set(from, op("i32.mul", get(next), read(words.perChunk))),
          set(end, plus(get(from), read(words.perChunk))),
          call(
            "dispatch",
            read(words.job),
            get(from),
            select(op("i32.lt_u", get(end), read(words.units)), get(end), read(words.units)),
          ),
          set(next, increment(int(words.finished))),
        ]),
      ]),
    ],
  };
};

/** `parallel(job, units, perChunk)`: hands out a job, takes part in it, and waits until all of it is done. */
const parallel = (): Func => {
  const [job, units, perChunk] = [local("i32", "job"), local("i32", "units"), local("i32", "perChunk")];
  const [chunks, ticket, woken] = [local("i32", "chunks"), local("i32", "ticket"), local("i32", "woken")];
  const upwards = op("i32.div_u", op("i32.sub", plus(get(units), get(perChunk)), int(1)), get(perChunk));
  const nextJob = plus(op("i32.or", read(words.ticket), int(ALL_TAKEN)), int(1));
  return {
    name: "parallel",
    params: [job, units, perChunk],
    body: [
      set(chunks, upwards),
      set(ticket, nextJob),
      // Nobody takes a chunk while the words change: until they are written, all chunks of the new job count as taken.
      write(words.ticket, op("i32.or", get(ticket), int(ALL_TAKEN))),
      write(words.job, get(job)),
      write(words.units, get(units)),
      write(words.perChunk, get(perChunk)),
      write(words.finished, int(0)),
      write(words.chunks, get(chunks)),
      write(words.ticket, get(ticket)),
      set(woken, atomic("memory.atomic.notify", int(words.ticket), int(2 ** 31 - 1))),
      call("work"),
      // Who took a chunk and failed will not finish it.
      repeatWhile(
        op("i32.and", op("i32.lt_u", read(words.finished), get(chunks)), op("i32.eqz", read(words.abandoned))),
        [],
      ),
    ],
  };
};

/** `serve(slot)`: what a thread does until it is sent away or has had nothing to do for a while; the slot counts its departures. */
const serve = (): Func => {
  const slot = local("i32", "slot");
  const [seen, looks, slept] = [local("i32", "seen"), local("i32", "looks"), local("i32", "slept")];
  const depart = (): Statement => set(slept, increment(plus(times(get(slot), 4), int(words.departures))));
  const isIdle = op("i32.eq", read(words.ticket), get(seen));
  return {
    name: "serve",
    params: [slot],
    isExported: true,
    body: [
      repeatWhile(op("i32.eqz", read(words.leave)), [
        call("work"),
        set(seen, read(words.ticket)),
        set(looks, int(LOOKS)),
        repeatWhile(op("i32.and", isIdle, op("i32.ne", get(looks), int(0))), [
          set(looks, op("i32.sub", get(looks), int(1))),
        ]),
        when(isIdle, [
          set(slept, atomic("memory.atomic.wait32", int(words.ticket), get(seen), numberOf("i64", PATIENCE))),
          when(op("i32.eq", get(slept), int(2)), [depart(), leave()]),
        ]),
      ]),
      depart(),
    ],
  };
};

/** The functions by which threads share jobs. */
export const parallelFunctions = (jobs: readonly Job[]): readonly Func[] => [
  dispatch(jobs),
  work(),
  parallel(),
  serve(),
];
