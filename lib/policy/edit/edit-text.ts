// Changes of one place in JSON with comments; everything else stays as it was written.
import { applyEdits, findNodeAtLocation, modify, type Node, parseTree } from "jsonc-parser";
import { isJsonObject } from "../../calls/adapters/json-values";
import { commaBehind, endOfContent } from "./trivia";

type Path = (string | number)[];

/** Writes the value at the path. */
export function setAt(text: string, path: Path, value: unknown): string {
  return applyEdits(text, modify(text, path, value, { formattingOptions: formattingOf(text) }));
}

/** Takes out what is at the path, with its comma and without any comment. */
export function removeAt(text: string, path: Path): string {
  const found = nodeAt(text, path);
  const node = found?.parent?.type === "property" ? found.parent : found;
  if (!node) return text;
  const siblings = node.parent?.children ?? [];
  const before = siblings[siblings.indexOf(node) - 1];
  const end = node.offset + node.length;
  const behind = commaBehind(text, end);
  const comma = behind ?? (before ? commaBehind(text, before.offset + before.length) : undefined);
  const cuts = [
    { offset: node.offset, length: node.length, content: "" },
    ...(comma === undefined ? [] : [{ offset: comma, length: 1, content: "" }]),
  ];
  return withoutBlankLine(
    applyEdits(text, cuts),
    node.offset - (behind === undefined && comma !== undefined ? 1 : 0),
  );
}

/** Takes some of a list out, as `removeAt` takes one; at least one must stay. Reads the text once. */
export function removeItems(text: string, path: Path, positions: readonly number[]): string {
  const items = nodeAt(text, path)?.children ?? [];
  const leaving = new Set(positions);
  const gone = items.filter((_, at) => leaving.has(at));
  const kept = items.filter((_, at) => !leaving.has(at));
  const commaOf = (node: Node) => commaBehind(text, node.offset + node.length);
  const [last, lastKept] = [items.at(-1), kept.at(-1)];
  // Where the end of the list goes and had no comma, the comma before it would be left over.
  const leftOver =
    last && lastKept && last !== lastKept && commaOf(last) === undefined
      ? commaOf(lastKept)
      : undefined;
  const commas = gone.flatMap((node) => commaOf(node) ?? []);
  const cuts = [
    ...gone.map(({ offset, length }) => ({ offset, length })),
    ...[...commas, ...(leftOver === undefined ? [] : [leftOver])].map((offset) => ({
      offset,
      length: 1,
    })),
  ];
  return cuts
    .toSorted((a, b) => b.offset - a.offset)
    .reduce(
      (now, { offset, length }) =>
        withoutBlankLine(now.slice(0, offset) + now.slice(offset + length), offset),
      text,
    );
}

/** Adds to the end of a list, behind the comments that end it; makes the list where there is none. */
export function append(text: string, path: Path, values: readonly unknown[]): string {
  const list = nodeAt(text, path);
  if (list?.type !== "array") return setAt(text, path, values);
  const close = list.offset + list.length - 1;
  const last = list.children?.at(-1);
  const end = endOfContent(text, close);
  const inline = last !== undefined && !text.slice(last.offset, close).includes("\n");
  const eol = formattingOf(text).eol;
  const own = indentAt(text, list.parent?.type === "property" ? list.parent.offset : list.offset);
  const indent = last === undefined ? `${own}  ` : indentAt(text, last.offset);
  const written = values.map((value) =>
    inline
      ? ` ${JSON.stringify(value)}`
      : `${eol}${indent}${JSON.stringify(value, null, 2).replaceAll("\n", `${eol}${indent}`)}`,
  );
  const content = written.join(",") + (last === undefined ? `${eol}${own}` : "");
  const behindLast = last && last.offset + last.length;
  const lacksComma = behindLast !== undefined && commaBehind(text, behindLast) === undefined;
  const length = last === undefined ? close - end : 0;
  if (lacksComma && behindLast === end) {
    return applyEdits(text, [{ offset: end, length, content: `,${content}` }]);
  }
  return applyEdits(text, [
    ...(lacksComma ? [{ offset: behindLast, length: 0, content: "," }] : []),
    { offset: end, length, content },
  ]);
}

/**
 * Makes the value at the path the wanted one and touches only what differs, so that comments beside
 * the rest survive.
 */
export function become(text: string, path: Path, from: unknown, to: unknown): string {
  if (isSame(from, to)) return text;
  if (isJsonObject(from) && isJsonObject(to)) {
    const gone = Object.keys(from).filter((key) => !Object.hasOwn(to, key));
    let now = gone.reduce((all, key) => removeAt(all, [...path, key]), text);
    for (const key of Object.keys(to)) {
      const before = Object.hasOwn(from, key) ? from[key] : undefined;
      now = become(now, [...path, key], before, to[key]);
    }
    return now;
  }
  return isTexts(from) && isTexts(to) ? becomeList(text, path, from, to) : setAt(text, path, to);
}

/** Names that stay keep their place and comments; an order that changes is written anew. */
function becomeList(text: string, path: Path, from: string[], to: string[]): string {
  const kept = from.filter((one) => to.includes(one));
  const added = to.filter((one) => !from.includes(one));
  if (!isSame([...kept, ...added], to) || kept.length === 0) return setAt(text, path, to);
  const removed = from.flatMap((one, at) => (to.includes(one) ? [] : [at])).toReversed();
  const shorter = removed.reduce((all, at) => removeAt(all, [...path, at]), text);
  return added.length === 0 ? shorter : append(shorter, path, added);
}

function nodeAt(text: string, path: Path): Node | undefined {
  const tree = parseTree(text, [], { allowTrailingComma: true });
  return tree && findNodeAtLocation(tree, path);
}

function formattingOf(text: string) {
  const eol = text.includes("\r\n") ? "\r\n" : "\n";
  return { insertSpaces: !/^\t/m.test(text), tabSize: 2, eol };
}

function indentAt(text: string, offset: number): string {
  const start = text.lastIndexOf("\n", offset - 1) + 1;
  return /^[ \t]*/.exec(text.slice(start, offset))?.[0] ?? "";
}

/** The line of the place, where nothing is left on it. */
function withoutBlankLine(text: string, offset: number): string {
  const start = text.lastIndexOf("\n", offset - 1) + 1;
  const end = text.indexOf("\n", start);
  if (start === 0 || end === -1 || text.slice(start, end).trim() !== "") return text;
  return text.slice(0, start) + text.slice(end + 1);
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((one) => typeof one === "string");
}

/** As JSON; the order of members does not count. */
function isSame(a: unknown, b: unknown): boolean {
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((one, at) => isSame(one, b[at]));
  }
  if (!isJsonObject(a) || !isJsonObject(b)) return Object.is(a, b);
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && isSame(a[key], b[key]))
  );
}
