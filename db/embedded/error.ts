/** Why the embedded PostgreSQL cannot serve; `message` is meant for the person at the terminal. */
export class EmbeddedError extends Error {
  override readonly name = "EmbeddedError";
  readonly code: EmbeddedErrorCode;

  constructor(code: EmbeddedErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

export type EmbeddedErrorCode =
  | "folder_not_writable"
  | "unsupported_platform"
  | "user_unavailable"
  | "initdb_failed"
  | "start_failed"
  | "port_taken"
  | "wrong_version"
  | "copied_folder"
  | "cluster_missing"
  | "in_use"
  | "locked";
