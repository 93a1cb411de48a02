// The records of a file or a pipe: NDJSON, JSON over several lines, arrays, lines of text.
import { type ByteLine, splitLines } from "./byte-lines";
import { decodeLine, type PlacedText } from "./decode-line";
import { followJson } from "./json-progress";
import { EVENT_LIMIT, INFLATED_LIMIT } from "./limits";
import { type Place, START } from "./place";
import { readJsonItem, readTextItem } from "./read-item";
import { splitJsonArray } from "./split-json-array";
import { parseStrictJson } from "./strict-json";
import { utf8Length } from "./utf8-length";

/** `next` is where to read on when this record and all before it are done with. */
export type FileRecord = PlacedText & ({ raw: unknown } | { broken: string });

export type RecordReader = {
  /** The records that these bytes complete. Keeps the bytes until their line is complete. */
  push: (bytes: Uint8Array) => Generator<FileRecord>;
  /** What the end of the file completes, or leaves broken. */
  end: () => Generator<FileRecord>;
};

/**
 * Reads a stream that begins at `from` of its file: all records in order, each as soon as it is
 * complete, in bounded memory. Nothing is left out but blank lines: what cannot be read comes as
 * broken, and the next whole record is found again. Each generator is to be read to its end.
 */
export function recordReader(takesText: boolean, from: Place = START): RecordReader {
  const lines = splitLines(INFLATED_LIMIT, from);
  let open: OpenValue | undefined;

  function* read(found: Iterable<ByteLine>): Generator<FileRecord> {
    for (const bytes of found) {
      const line = decodeLine(bytes);
      if (open && (line.broken !== undefined || startsAnew(line.text, open, takesText))) {
        yield brokenRecord(open, UNFINISHED);
        open = undefined;
      }
      if (line.broken !== undefined) {
        yield brokenRecord(line, line.broken);
      } else if (open === undefined && !beginsJson(line.text)) {
        if (line.text.trim() !== "") yield lineRecord(line, takesText);
      } else {
        open = yield* extend(open ?? openValue(line), line, takesText);
      }
    }
  }

  return {
    push: (bytes) => read(lines.push(bytes)),
    *end() {
      yield* read(lines.end());
      if (open) yield brokenRecord(open, UNFINISHED);
      open = undefined;
    },
  };
}

/** JSON of which more lines may come. */
type OpenValue = PlacedText & {
  follow: ReturnType<typeof followJson>;
  awaitsElement: boolean;
  bytes: number;
  cap: number;
};

const UNFINISHED = "JSON that does not end";

function beginsJson(line: string): boolean {
  return /^\s*[{[]/.test(line);
}

function openValue(line: PlacedText): OpenValue {
  const cap = line.text.trimStart().startsWith("[") ? INFLATED_LIMIT : EVENT_LIMIT;
  return { ...line, text: "", follow: followJson(), awaitsElement: false, bytes: 0, cap };
}

/** Adds a line: yields what it completes, returns what is still open. */
function* extend(
  open: OpenValue,
  { text, next }: PlacedText,
  takesText: boolean,
): Generator<FileRecord, OpenValue | undefined> {
  const { state, awaitsElement } = open.follow(text);
  const bytes = open.bytes + utf8Length(text);
  const grown = { ...open, text: open.text + text, next, bytes };
  if (state === "closed") yield* closedRecords(grown);
  else if (state === "broken") {
    // A first line such as "[info] …" is text, where text is expected.
    const isText = takesText && open.text === "" && text.trimStart().startsWith("[");
    yield isText ? lineRecord(grown, takesText) : brokenRecord(grown, "not JSON");
  } else if (bytes <= open.cap) return { ...grown, awaitsElement };
  else yield brokenRecord(grown, "JSON over several lines, larger than its limit");
  return undefined;
}

/**
 * One record for an object, one for each element of an array. An array is read on from its
 * beginning unless all of it is done with: its rest is no array.
 */
function* closedRecords(value: PlacedText): Generator<FileRecord> {
  const elements = splitJsonArray(value.text, Number.POSITIVE_INFINITY);
  if (elements === undefined) {
    yield { ...place(value), ...readJsonItem(value.text.trim()) };
    return;
  }
  let { offset, line } = value;
  const begin = { offset, line };
  let at = 0;
  for (const [n, { text, from }] of elements.entries()) {
    const before = value.text.slice(at, from);
    offset += utf8Length(before);
    line += before.split("\n").length - 1;
    at = from;
    const next = n === elements.length - 1 ? value.next : begin;
    yield { text, offset, line, next, ...readJsonItem(text) };
  }
}

/** Whether a line shows that the JSON before it was never finished. */
function startsAnew(line: string, open: OpenValue, takesText: boolean): boolean {
  if (open.awaitsElement || /^\s/.test(line)) return false;
  if (line.startsWith("{")) return "value" in parseStrictJson(line.trim());
  return takesText && !/^[{}[\]",]/.test(line);
}

function lineRecord(line: PlacedText, takesText: boolean): FileRecord {
  const text = withoutEnd(line.text);
  return { ...place(line), ...(takesText ? readTextItem(text) : readJsonItem(text.trim())) };
}

function brokenRecord(value: PlacedText, broken: string): FileRecord {
  return { ...place(value), broken };
}

function place({ text, offset, line, next }: PlacedText): PlacedText {
  return { text: withoutEnd(text), offset, line, next };
}

function withoutEnd(text: string): string {
  return text.replace(/\r?\n$/, "");
}
