import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { decodeName } from "../../identity/glob";
import { fitsSelector, parseSelector } from "../../identity/selector";
import { type Cell, cellOf } from "../cells/cell";
import { hasEnded } from "../cells/rules-of";
import { concerns } from "../cells/who";
import { isOfCell, toolSelector } from "../edit/matrix-rule";
import { policySchema, type Rule, ruleSchema } from "../model";
import file from "./cases/matrix.json" with { type: "json" };
import { computeGrid, kindsOf } from "./compute";
import { cellAt, isChanged, mendRows } from "./grid";
import { type MatrixView, parseSubjects, printSubjects } from "./model";

const now = Date.parse(file.now);
const { columns } = file;

function toolOf(text: string) {
  const [server = "", name = ""] = text.split("/").map(decodeName);
  return { server, name };
}

function cellsOf(rules: readonly Rule[], tools: readonly { server: string; name: string }[]) {
  const kinds = kindsOf([]);
  const grid = computeGrid(rules, { tools, columns }, kinds, now);
  return tools.map((_, row) =>
    columns.map((__, at) => cellAt({ kinds: kinds.all }, grid, row, at)),
  );
}

function inWords(cell: Cell | undefined): string {
  if (!cell || cell.state === "unset") return "unset";
  return `${cell.state} ${cell.ruleIds.join(",")}${cell.own ? " own" : ""}`;
}

describe("a cell", () => {
  it.each(file.cases)("$name", ({ rules, tool, cells }) => {
    const policy = policySchema.parse({ rules });
    expect(cellsOf(policy.rules, [toolOf(tool)])[0]?.map(inWords)).toEqual(cells);
  });
});

const tools = ["a/x", "a/y", "b/x", "b/x%2Fy"].map(toolOf);
const subject = fc.constantFrom("anyone", "group:eng", "person:ada", "client:cli", "group:ops");
const someRules = fc
  .array(
    fc.record({
      subjects: fc.array(subject, { minLength: 1, maxLength: 2 }),
      except: fc.array(subject, { maxLength: 1 }),
      resources: fc.array(
        fc.constantFrom(
          "tool:a/x",
          "tool:a/*",
          "tool:*/x",
          "tool:*/*",
          "tool:b/x%2fy",
          "prompt:a/x",
        ),
        { minLength: 1, maxLength: 2 },
      ),
      effect: fc.constantFrom("allow", "ask", "deny"),
      enabled: fc.boolean(),
      origin: fc.constantFrom(undefined, "matrix"),
      limit: fc.constantFrom(undefined, { calls: 1, per: "day" }),
      until: fc.constantFrom(undefined, "2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z"),
    }),
    { maxLength: 8 },
  )
  .map((all) => all.map((one, at) => ruleSchema.parse({ ...one, id: `r${at}` })));

describe("a matrix", () => {
  it("says in each cell what looking at every rule says", () => {
    fc.assert(
      fc.property(someRules, (rules) => {
        const slow = tools.map((tool) =>
          columns.map((column) => {
            const who = { surely: new Set(column.surely) };
            const speaking = rules.filter(
              (rule) =>
                rule.enabled &&
                !hasEnded(rule, now) &&
                concerns(rule, who) &&
                rule.resources.some((text) => {
                  const selector = parseSelector(text);
                  return selector && fitsSelector(selector, { type: "tool", ...tool });
                }),
            );
            const selector = toolSelector(tool.server, tool.name);
            return cellOf(speaking, (rule) => isOfCell(rule, column.subject, selector), now);
          }),
        );
        expect(cellsOf(rules, tools).map((row) => row.map(inWords))).toEqual(
          slow.map((row) => row.map(inWords)),
        );
      }),
      { numRuns: 2_000 },
    );
  });

  it("that is mended row by row is the one computed anew, and keeps what it was before", () => {
    fc.assert(
      fc.property(someRules, someRules, (before, after) => {
        const kinds = kindsOf([]);
        const grid = computeGrid(before, { tools, columns }, kinds, now);
        const view = viewOf(kinds.all, grid);
        const mended = mendRows(view, [0, 1, 2, 3, 3, 9], after, now);
        const read = (row: number, at: number) => inWords(cellAt(mended, mended.now, row, at));
        const wanted = cellsOf(after, tools);
        tools.forEach((_, row) =>
          columns.forEach((__, at) => {
            expect(read(row, at)).toBe(inWords(wanted[row]?.[at]));
            const was = inWords(cellAt(view, grid, row, at));
            expect(inWords(cellAt(mended, grid, row, at))).toBe(was);
            expect(isChanged(mended, row, at)).toBe(
              JSON.stringify(cellAt(mended, mended.now, row, at)) !==
                JSON.stringify(cellAt(view, grid, row, at)),
            );
          }),
        );
      }),
      { numRuns: 300 },
    );
  });
});

function viewOf(kinds: Cell[], grid: MatrixView["now"]): MatrixView {
  return {
    draft: "drf_1",
    version: 1,
    revision: 1,
    at: file.now,
    columns: columns.map((one) => ({
      ...one,
      kind: "group",
      name: "",
      under: null,
      members: null,
    })),
    parts: [],
    servers: [
      {
        name: "a",
        tools: [
          ["x", null, null, false, null],
          ["y", null, null, false, null],
        ],
      },
      {
        name: "b",
        tools: [
          ["x", null, null, false, null],
          ["x/y", null, null, false, null],
        ],
      },
    ],
    serverNames: ["a", "b"],
    cut: { tools: 0, columns: 0 },
    kinds,
    now: grid,
    before: grid,
    rewritten: [],
    blocks: [],
    rules: [],
  };
}

describe("subjects in an address", () => {
  it("come back as they were", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ minLength: 1 })), (all) => {
        expect(parseSubjects(printSubjects(all))).toEqual(all);
      }),
    );
    expect(z.array(z.string()).parse(parseSubjects("group:a%2Cb,anyone"))).toEqual([
      "group:a,b",
      "anyone",
    ]);
  });
});
