import { expect, test } from "vitest";
import { matrixBlocks } from "./matrix-blocks";
import type { MatrixColumn, MatrixView } from "./model";

const column = (subject: string, more: Partial<MatrixColumn> = {}): MatrixColumn => ({
  subject,
  kind: "group",
  name: subject,
  under: null,
  members: null,
  surely: ["anyone", subject],
  ...more,
});
const columns = [
  column("anyone"),
  column("group:eng"),
  column("person:ada", {
    surely: ["anyone", "person:ada", "group:eng"],
    accounts: ["principal:1|1a", "principal:1|1b"],
  }),
];
const get = { server: "jira", name: "get" };

function marks(...blocks: [string | null, string | null][]) {
  const view: MatrixView["blocks"] = blocks.map(([subject, resource], at) => ({
    id: `b${at}`,
    subject,
    resource,
  }));
  const found = matrixBlocks({ blocks: view, columns });
  return {
    heads: found?.columns,
    row: found?.isToolBlocked(get),
    cells: columns.map((_, at) => found?.at(get, at).blockIds.length),
  };
}

test.each<[string, [string | null, string | null], ReturnType<typeof marks>]>([
  [
    "a group its column and its people's",
    ["group:eng", null],
    { heads: [null, "all", "all"], row: false, cells: [0, 1, 1] },
  ],
  [
    "a tool its row",
    [null, "tool:jira/*"],
    { heads: [null, null, null], row: true, cells: [1, 1, 1] },
  ],
  [
    "a group on a tool some of its column",
    ["group:eng", "tool:jira/get"],
    { heads: [null, "some", "some"], row: false, cells: [0, 1, 1] },
  ],
  [
    "another tool nothing here",
    [null, "tool:wiki/get"],
    { heads: [null, null, null], row: false, cells: [0, 0, 0] },
  ],
  [
    "everybody every column",
    ["anyone", null],
    { heads: ["all", "all", "all"], row: false, cells: [1, 1, 1] },
  ],
  [
    "every tool of a group all of its column",
    ["group:eng", "tool:*/*"],
    { heads: [null, "all", "all"], row: false, cells: [0, 1, 1] },
  ],
  [
    "one account of a person some of theirs",
    ["principal:1|a", null],
    { heads: [null, null, "some"], row: false, cells: [0, 0, 1] },
  ],
])("a block of %s is marked", (_, block, wanted) => {
  expect(marks(block)).toEqual(wanted);
});

test("where nothing is blocked nothing is computed", () => {
  expect(matrixBlocks({ blocks: [], columns })).toBeNull();
});
