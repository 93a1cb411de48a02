import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { encodeName } from "../../identity/glob";
import { indexDirectory } from "../../identity/directory-index";
import { directorySchema } from "../../identity/model";
import { arbitraryFacts, arbitraryRule } from "../../testing/arbitrary-policy";
import { buildIndex } from "../build-index";
import type { Cell } from "../cells/cell";
import { cellsOf } from "../cells/cells-of";
import { type Who, whoIs } from "../cells/who";
import { evaluate } from "../evaluate";
import { indexBlocks, indexFacts } from "../facts";
import { computeGrid, kindsOf } from "../matrix/compute";
import { cellAt, membershipOf } from "../matrix/grid";
import { columnOf } from "../matrix/read-columns";
import { type Decision, EFFECTS } from "../model";
import { blockedOf } from "./standing-blocks";

const now = Date.parse("2026-05-01T12:00:00Z");
const PRINCIPALS = ["https://idp.example", "https://git.example"].flatMap((iss) =>
  ["1", "2", "3"].map((sub) => ({ iss, sub })),
);
const TOOLS = ["git", "io.example/git"].flatMap((server) =>
  ["get_a", "delete_a", "a/b"].map((name) => ({ server, name })),
);

/** Rules whose answer hangs on nothing but who calls what. */
const plainRules = fc.array(arbitraryRule, { maxLength: 8 }).map((rules) =>
  rules.map((rule, at) => ({
    ...rule,
    id: `r${at}`,
    when: undefined,
    limit: undefined,
    from: undefined,
  })),
);

const worlds = fc.record({ rules: plainRules, data: arbitraryFacts }).map(({ rules, data }) => {
  const blocks = data.blocks.map(({ subjects, resources, credentials }, at) => ({
    id: `b${at}`,
    ...(subjects && { subjects }),
    ...(resources && { resources }),
    ...(credentials && { credentials }),
  }));
  const facts = {
    ...indexFacts({ ...data, quarantine: [], definitions: {}, strict: [], enforced: {} }),
    blocks: indexBlocks(blocks),
  };
  const persons = Object.entries(data.persons).map(([id, principals]) => ({ id, principals }));
  const directory = indexDirectory(directorySchema.parse({ persons, groups: data.groups }));
  const policy = buildIndex({ rules, entities: [], tests: [] }, null);
  const decide = (principal: (typeof PRINCIPALS)[number], tool: (typeof TOOLS)[number]) =>
    evaluate(
      policy,
      {
        subject: { type: "user", id: principal.sub, properties: { iss: principal.iss } },
        action: { name: "tools/call" },
        resource: { type: "tool", id: `${encodeName(tool.server)}/${encodeName(tool.name)}` },
      },
      facts,
      now,
    );
  return { rules, blocks, directory, facts, decide };
});

/** A plain cell as the evaluation would say it. */
function answerOf({ state, effects, ruleIds }: Cell): Pick<Decision, "effect" | "ruleIds"> {
  if (state === "unset") return { effect: "deny", ruleIds };
  expect(effects).toEqual([state]);
  return { effect: effects[0] ?? "deny", ruleIds };
}

describe("what is shown of an identity", () => {
  it("is what each of its calls is answered: of a principal, linked or not", () => {
    fc.assert(
      fc.property(worlds, ({ rules, blocks, directory, decide }) => {
        const subjects = PRINCIPALS.map(({ iss, sub }) => `principal:${iss}|${sub}`);
        const columns = subjects.map((subject) => columnOf(subject, null, directory));
        const kinds = kindsOf([]);
        const grid = computeGrid(rules, { tools: TOOLS, columns }, kinds, now);
        PRINCIPALS.forEach((principal, column) => {
          const who = whoIs(subjects[column] ?? "", directory);
          const shown = cellsOf(rules, who, now);
          const blocked = blockedOf(blocks, who);
          TOOLS.forEach((tool, row) => {
            const cell = shown({ type: "tool", ...tool }, () => false);
            expect(cellAt({ kinds: kinds.all }, grid, row, column)).toEqual(cell);
            const { effect, reason, ruleIds, blockIds = [] } = decide(principal, tool);
            expect(blocked(tool)).toEqual({ blockIds, blockedInPart: false });
            if (reason !== "blocked") expect(answerOf(cell)).toEqual({ effect, ruleIds });
          });
        });
      }),
      { numRuns: 400 },
    );
  });

  it("is of a person what their accounts are answered, and says where these differ", () => {
    fc.assert(
      fc.property(worlds, ({ rules, blocks, directory, facts, decide }) => {
        for (const person of ["ada", "ben"]) {
          const own = PRINCIPALS.filter((one) => facts.personOf(one) === person);
          if (own.length === 0) continue;
          const who = whoIs(`person:${person}`, directory);
          const shown = cellsOf(rules, who, now);
          for (const tool of TOOLS) {
            const answers = own.map((principal) => decide(principal, tool));
            const denied = answers.filter(({ reason }) => reason === "blocked");
            const blocked = blockedOf(blocks, who)(tool);
            expect(blocked.blockIds.length > 0).toBe(denied.length > 0);
            expect(blocked.blockedInPart).toBe(denied.length > 0 && denied.length < own.length);
            if (denied.length > 0) continue;
            const cell = shown({ type: "tool", ...tool }, () => false);
            const words = answers.map(({ reason, effect }) =>
              reason === "no_rule" ? reason : effect,
            );
            expect(cell.effects).toEqual(EFFECTS.filter((one) => words.includes(one)));
            expect(cell.byAccount ?? false).toBe(new Set(words).size > 1);
          }
        }
      }),
      { numRuns: 400 },
    );
  });

  it("is known to a browser that has the columns alone", () => {
    fc.assert(
      fc.property(worlds, ({ directory }) => {
        const subjects = ["person:ada", "group:dev", "anyone"].concat(
          PRINCIPALS.map(({ iss, sub }) => `principal:${iss}|${sub}`),
        );
        const membership = membershipOf(subjects.map((one) => columnOf(one, null, directory)));
        const inOrder = ({ surely, accounts = [], groupsUnknown }: Who) => ({
          surely: [...surely].toSorted(),
          accounts: accounts.toSorted(),
          groupsUnknown,
        });
        for (const subject of subjects) {
          const known = inOrder(whoIs(subject, directory));
          expect(inOrder(whoIs(subject, membership))).toEqual(known);
        }
      }),
    );
  });
});
