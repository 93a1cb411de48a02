// The lines of a body, one by one: a body of newlines only must not become a large array.

const NEWLINE = 0x0a;

/** A line, or the bytes of one that is not UTF-8 with its nearest text. */
export type TextLine = { line: string } | { broken: string; text: string };

export function* textLines(body: Uint8Array | string): Generator<TextLine> {
  const text = decodeUtf8(body);
  if (text !== undefined) yield* linesOf(text);
  else if (typeof body !== "string") yield* decodedLines(body);
}

/** The text without its byte order mark; undefined when it is not UTF-8. */
export function decodeUtf8(body: Uint8Array | string): string | undefined {
  if (typeof body === "string") return body.startsWith("\uFEFF") ? body.slice(1) : body;
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(body);
  } catch {
    return undefined;
  }
}

function* linesOf(text: string): Generator<TextLine> {
  for (let from = 0; from < text.length;) {
    const end = text.indexOf("\n", from);
    const to = end === -1 ? text.length : end;
    const line = text.slice(from, to);
    if (line.trim() !== "") yield { line };
    from = to + 1;
  }
}

function* decodedLines(body: Uint8Array): Generator<TextLine> {
  for (let from = 0; from < body.length;) {
    const end = body.indexOf(NEWLINE, from);
    const to = end === -1 ? body.length : end;
    const bytes = body.subarray(from, to);
    const line = decodeUtf8(bytes);
    if (line === undefined) yield { broken: "not UTF-8", text: new TextDecoder().decode(bytes) };
    else if (line.trim() !== "") yield { line };
    from = to + 1;
  }
}
