import { escapeUnseen } from "../lib/escape-unseen";

/** Takes back the line on the terminal, for progress; the one thing of ours that a terminal obeys. */
const REWIND = "\r\u001B[K";

/**
 * From now on nothing that this process prints can move a terminal's cursor, colour it or hide text:
 * names of gateways, members and files are in logs and messages alike.
 */
export function guardOutput(...streams: NodeJS.WriteStream[]): void {
  for (const stream of streams) {
    const write = stream.write.bind(stream);
    stream.write = (chunk: Uint8Array | string, ...rest: never[]) =>
      write(typeof chunk === "string" ? guarded(chunk) : chunk, ...rest);
  }
}

function guarded(text: string): string {
  const own = text.startsWith(REWIND) ? REWIND : "";
  return own + escapeUnseen(text.slice(own.length));
}
