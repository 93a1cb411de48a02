export type QueryError = {
  message: string;
  /** UTF-16 offsets into the text, 0 <= from <= to <= length. */
  from: number;
  to: number;
};

/** How the parser leaves its depths; `parseQuery` catches it and answers the error as a value. */
export class Refusal extends Error {
  readonly error: QueryError;

  constructor(error: QueryError) {
    super(error.message);
    this.error = error;
  }
}

export function refuse(message: string, { from, to }: { from: number; to: number }): never {
  throw new Refusal({ message, from, to });
}
