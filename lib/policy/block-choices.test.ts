import { expect, it } from "vitest";
import { callRow } from "../testing/call-row";
import { blockChoices } from "./block-choices";
import { selectorProblem, subjectProblem } from "./selector-problem";

it("names only selectors that the API takes, also of names with its own characters", () => {
  const choices = blockChoices(
    callRow({
      server: "a/b",
      tool: "x*%",
      client: { id: "c|1", name: null },
      caller: {
        evidence: "validated",
        identity: {
          id: "prn_1",
          principal: { iss: "https://idp.example", sub: "00|a" },
          person: { id: "ann", name: "Ann" },
          name: null,
          email: null,
        },
      },
    }),
  );
  const named = new Map(choices.map(({ key, what }) => [key, what]));
  expect(named.get("both")).toEqual({ subject: "person:ann", resource: "tool:a%2Fb/x%2A%25" });
  expect(named.get("principal")).toEqual({ subject: "principal:https://idp.example|00|a" });
  for (const { what } of choices) {
    if (what?.subject !== undefined) expect(subjectProblem(what.subject)).toBeUndefined();
    if (what?.resource !== undefined) expect(selectorProblem(what.resource)).toBeUndefined();
  }
});

it("says of each choice why the call cannot give it", () => {
  const bare = callRow({
    server: null,
    tool: null,
    client: null,
    caller: { evidence: "absent", identity: null },
  });
  for (const { what, missing } of blockChoices({
    ...bare,
    ranAs: { ...bare.ranAs, credential: null },
  })) {
    expect(what).toBeNull();
    expect(missing).toMatch(/^The /);
  }
});
