import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { describeQuery } from "./describe";
import { FIELD_NAMES, FIELDS, IS_VALUES } from "./fields";
import { EXAMPLES, SYNTAX } from "./help";
import { DEPTH_LIMIT, parseQuery, QUERY_LENGTH_LIMIT } from "./parse";
import { LIST_LIMIT, TERM_LIMIT } from "./read-term";

const page = readFileSync(new URL("../../../docs/query-language.md", import.meta.url), "utf8");
/** Tables are laid out by the formatter: only one space between words counts. */
const rows = new Set(page.split("\n").map((line) => line.replaceAll(/\s+/g, " ").trim()));
const code = (text: string) => `\`${text.replaceAll("|", String.raw`\|`)}\``;

describe("the page on the query language", () => {
  test.each(FIELD_NAMES)("has the field %s as it is", (name) => {
    const { aliases, kind, description, example, ignoresCase, payload } = FIELDS[name];
    const names = [name, ...aliases].map(code).join(", ");
    const notes = [
      ...(ignoresCase ? ["any case"] : []),
      ...(payload ? ["needs `payload:read`"] : []),
    ].join(", ");
    const cells = [names, kind, description.replaceAll("|", String.raw`\|`), code(example), notes];
    expect(rows).toContain(`| ${cells.join(" | ")} |`.replaceAll(/\s+/g, " "));
  });

  test.each(SYNTAX)("has $example", ({ example, meaning }) => {
    expect(rows).toContain(`| ${code(example)} | ${meaning} |`);
    expect(parseQuery(example).ok).toBe(true);
  });

  test.each(EXAMPLES)("has $question", ({ question, query }) => {
    expect(rows).toContain(`| ${question} | ${code(query)} |`);
    const parsed = parseQuery(query);
    expect(parsed.ok && describeQuery(parsed.query)).not.toBe("");
  });

  test("has the words of is: and the limits", () => {
    for (const word of IS_VALUES.keys()) expect(page).toContain(`\`${word}\``);
    for (const limit of [QUERY_LENGTH_LIMIT, DEPTH_LIMIT, TERM_LIMIT, LIST_LIMIT]) {
      expect(page).toContain(`${limit.toLocaleString("en")} `);
    }
  });
});
