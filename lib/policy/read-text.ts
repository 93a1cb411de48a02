// JSON with comments and trailing commas -> data, with everything that data could hide found.
import {
  createScanner,
  findNodeAtLocation,
  type Node,
  type ParseError,
  parseTree,
  printParseErrorCode,
} from "jsonc-parser";
import type { Defect, PlacedDefect } from "./defect";
import { POLICY_LIMITS } from "./model";

export type ReadText =
  | { ok: true; value: unknown; place: (defect: Defect) => PlacedDefect }
  | { ok: false; defects: PlacedDefect[] };

/** Comments stay where they are, in the text: whoever edits it edits the text. */
export function readText(text: string): ReadText {
  const tooMuch = findExcess(text);
  if (tooMuch) return { ok: false, defects: [tooMuch] };

  const errors: ParseError[] = [];
  const tree = parseTree(text, errors, { allowTrailingComma: true });
  if (errors.length > 0 || !tree) {
    const found = errors.map(({ error, offset }) => ({
      ...positionOf(text, offset),
      path: [],
      message: `the text is no JSON: ${wordsOf(printParseErrorCode(error))}`,
    }));
    return { ok: false, defects: found };
  }

  const place = (defect: Defect): PlacedDefect => ({
    ...defect,
    ...positionOf(text, offsetOf(tree, defect.path)),
  });
  const hidden: PlacedDefect[] = [];
  const value = valueOf(tree, [], (path, node, message) =>
    hidden.push({ path, message, ...positionOf(text, node.offset) }),
  );
  return hidden.length > 0 ? { ok: false, defects: hidden } : { ok: true, value, place };
}

/** Before a recursive parser sees the text. */
function findExcess(text: string): PlacedDefect | undefined {
  const { bytes, depth: most } = POLICY_LIMITS;
  const excess = (offset: number, message: string): PlacedDefect => ({
    ...positionOf(text, offset),
    path: [],
    message,
  });
  if (text.length > bytes || new TextEncoder().encode(text).length > bytes) {
    return excess(0, `the text is larger than ${bytes / 1024 / 1024} MB`);
  }
  const scanner = createScanner(text, true);
  let depth = 0;
  for (let token = scanner.scan(); token !== END; token = scanner.scan()) {
    if (token === OPEN_BRACE || token === OPEN_BRACKET) depth++;
    if (token === CLOSE_BRACE || token === CLOSE_BRACKET) depth--;
    if (depth > most) {
      return excess(scanner.getTokenOffset(), `the text is nested deeper than ${most} levels`);
    }
  }
  return undefined;
}

// `SyntaxKind` of jsonc-parser is a const enum, which isolated modules cannot read.
const [OPEN_BRACE, CLOSE_BRACE, OPEN_BRACKET, CLOSE_BRACKET, END] = [1, 2, 3, 4, 17];

type Report = (path: PropertyKey[], node: Node, message: string) => void;

/** Every key becomes an own member, also `__proto__`. */
function valueOf(node: Node, path: PropertyKey[], report: Report): unknown {
  if (node.type === "array") {
    return node.children?.map((item, at) => valueOf(item, [...path, at], report)) ?? [];
  }
  if (node.type !== "object") {
    const problem = problemOf(node.value);
    if (problem !== undefined) report(path, node, problem);
    return node.value;
  }
  const seen = new Set<string>();
  const members = (node.children ?? []).flatMap(({ children }): [string, unknown][] => {
    const [key, value] = children ?? [];
    if (!key || !value) return [];
    const name = String(key.value);
    const below = [...path, name];
    const problem = problemOf(name);
    if (problem !== undefined) report(below, key, problem);
    if (seen.has(name)) report(below, key, "stands here twice: which one counts is not clear");
    seen.add(name);
    return [[name, valueOf(value, below, report)]];
  });
  return Object.fromEntries(members);
}

function problemOf(value: unknown): string | undefined {
  if (typeof value === "string") {
    if (value.includes("\0")) return "holds a NUL character";
    return value.isWellFormed() ? undefined : "holds a lone surrogate, which is no Unicode text";
  }
  if (typeof value !== "number") return undefined;
  if (!Number.isFinite(value)) return "is a larger number than can be kept";
  const exact = !Number.isInteger(value) || Number.isSafeInteger(value);
  return exact ? undefined : "is a whole number beyond 2^53, which cannot be kept exactly";
}

/** Where the path leads, or the last part of it that is there; for a member, its name. */
function offsetOf(tree: Node, path: readonly PropertyKey[]): number {
  const steps = path.map((step) => (typeof step === "number" ? step : String(step)));
  for (let length = steps.length; length > 0; length--) {
    const node = findNodeAtLocation(tree, steps.slice(0, length));
    if (!node) continue;
    const ofMember = length === steps.length && node.parent?.type === "property";
    return ofMember ? (node.parent?.offset ?? node.offset) : node.offset;
  }
  return tree.offset;
}

function positionOf(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset);
  const lines = before.split(/\r\n|\r|\n/);
  return { line: lines.length, column: (lines.at(-1) ?? "").length + 1 };
}

/** `CommaExpected` -> `comma expected`. */
function wordsOf(code: string): string {
  return code.replaceAll(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter}`).toLowerCase();
}
