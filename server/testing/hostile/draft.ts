// A request before it is encoded, signed and sent.
export type Draft = {
  /** For the tally. */
  kind: string;
  path: string;
  contentType: string;
  headers?: Readonly<Record<string, string>>;
  body: Buffer;
};
