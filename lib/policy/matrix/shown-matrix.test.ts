import fc from "fast-check";
import { expect, it } from "vitest";
import { applyEdit } from "../edit/apply-edit";
import type { Edit } from "../edit/model";
import { EFFECTS } from "../model";
import { readPolicy } from "../read-policy";
import { computeGrid, kindsOf } from "./compute";
import { cellAt, toolsOf } from "./grid";
import type { MatrixView } from "./model";
import { shownMatrix } from "./shown-matrix";

const NOBODY = { membership: { groups: new Map(), personOfPrincipal: new Map() }, now: 0 };
const TOOLS = ["get", "put", "drop"];
const GROUPS = ["group:a", "group:b"];
const TEXT = JSON.stringify({
  rules: [{ id: "r", subjects: ["group:a"], resources: ["tool:s/get"], effect: "ask" }],
});

function viewOf(text: string): MatrixView {
  const read = readPolicy(text);
  if (!read.ok) throw new Error(JSON.stringify(read.defects));
  const servers: MatrixView["servers"] = [
    { name: "s", tools: TOOLS.map((name) => [name, null, null, false, null]) },
  ];
  const columns: MatrixView["columns"] = GROUPS.map((subject) => ({
    subject,
    kind: "group",
    name: subject,
    under: null,
    members: 0,
    surely: [subject],
  }));
  const kinds = kindsOf([]);
  const now = computeGrid(read.policy.rules, { tools: toolsOf({ servers }), columns }, kinds, 0);
  return {
    draft: "d",
    version: 1,
    revision: 1,
    at: "",
    columns,
    parts: [],
    servers,
    serverNames: ["s"],
    cut: { tools: 0, columns: 0 },
    kinds: kinds.all,
    now,
    before: null,
    rewritten: [],
    rules: [],
    blocks: [],
  };
}

const cellsIn = (view: MatrixView) =>
  TOOLS.map((_, row) => GROUPS.map((__, column) => cellAt(view, view.now, row, column)));

const edits = fc.array(
  fc.oneof(
    fc
      .record({
        subject: fc.constantFrom(...GROUPS),
        resource: fc.constantFrom(...TOOLS.map((name) => `tool:s/${name}`)),
        effect: fc.constantFrom(...EFFECTS, null),
      })
      .map((cell): Edit => ({ kind: "set_cells", cells: [cell] })),
    fc.boolean().map((enabled): Edit => ({ kind: "enable_rule", id: "r", enabled })),
  ),
  { maxLength: 8 },
);

it("a matrix that follows the text, also back, says what the API would say of that text", () => {
  fc.assert(
    fc.property(edits, fc.boolean(), (all, knowsFrom) => {
      const view = viewOf(TEXT);
      const texts = [TEXT];
      for (const edit of all) {
        const edited = applyEdit(texts.at(-1) ?? TEXT, edit, NOBODY);
        if (edited.ok) texts.push(edited.text);
      }
      for (const text of [...texts, ...texts.toReversed()]) {
        const shown = shownMatrix(view, text, knowsFrom ? TEXT : null);
        expect(cellsIn(shown)).toEqual(cellsIn(viewOf(text)));
      }
    }),
  );
});
