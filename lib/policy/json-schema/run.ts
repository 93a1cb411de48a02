// One check of one value: what it may cost, and which parts of the value were looked at.

/** How much one condition may look at: twice what 256 KB of arguments hold in values. */
const MOST_STEPS = 300_000;
const MOST_DEPTH = 400;

/** The check was given up: its answer is unknown, and the evaluator fails closed. */
export class TooMuchWork extends Error {}

export class Run {
  #spent = 0;
  #depth = 0;

  /** Steps so far. */
  get spent(): number {
    return this.#spent;
  }

  /** Throws `TooMuchWork` when more was spent than one condition may. */
  spend(steps: number): void {
    this.#spent += steps;
    if (this.#spent > MOST_STEPS) throw new TooMuchWork("a condition took too many steps");
  }

  /** One level down; also throws when that is too deep. */
  enter(): void {
    this.spend(1);
    if (++this.#depth > MOST_DEPTH) throw new TooMuchWork("a condition went too deep");
  }

  leave(): void {
    this.#depth--;
  }
}

/** Which members and items were judged so far: what `unevaluated…` leaves alone. */
export class Seen {
  readonly keys = new Set<string>();
  readonly items = new Set<number>();

  add(other: Seen): void {
    for (const key of other.keys) this.keys.add(key);
    for (const item of other.items) this.items.add(item);
  }
}

/** A compiled part of a schema. `seen` is there only where somebody will ask for it. */
export type Check = (value: unknown, run: Run, seen: Seen | undefined) => boolean;
