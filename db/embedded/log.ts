/** The part of a pino logger that the supervisor needs. */
export type Log = {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
};
