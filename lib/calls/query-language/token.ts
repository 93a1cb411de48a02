// What the parser noticed on its way: the parts of a text for the eye, and what could be written next.
import type { FieldName } from "./fields";
import type { Span } from "./model";

/**
 * `term` spans the other parts of one; `group` is a bracket of a group or list, `operator` a colon, a
 * comparison or a part of a range, `text` free text.
 */
export type TokenKind =
  | "term"
  | "field"
  | "operator"
  | "value"
  | "text"
  | "negation"
  | "group"
  | "keyword";
export type Token = Span & { kind: TokenKind };

/** What the text could go on with from `from` on; `start` is where its term begins, with its sign. */
export type Expected = { from: number; start: number; depth: number } & (
  | { kind: "term"; first: boolean }
  | { kind: "value"; field: FieldName | "is" | "has"; inside: boolean; list: boolean }
  | { kind: "or" }
);

/** What is expected, without where: the reader knows that. */
export type Expectation =
  | { kind: "term"; first: boolean }
  | { kind: "value"; field: FieldName | "is" | "has"; inside?: boolean; list?: boolean }
  | { kind: "or" };
