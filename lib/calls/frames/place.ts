/** A place in a file: where a line begins. */
export type Place = {
  /** Byte offset. */
  offset: number;
  /** From 1. */
  line: number;
};

export const START: Place = { offset: 0, line: 1 };
