import { describe, expect, test } from "vitest";
import { storedTests } from "./stored-tests";
import { readTestForm, testFormOf } from "./test-form";

const stored = (request: object) =>
  storedTests(
    `{ // comments stay\n"rules": [],\n"tests": [\n${JSON.stringify({ name: "t", request, expect: "ask" })}] }`,
  )?.[0];

const simple = {
  subject: { type: "user", id: "00u1", properties: { iss: "https://idp", groups: ["eng", "ops"] } },
  action: { name: "tools/call" },
  resource: { type: "tool", id: "git/push" },
  context: { arguments: { repo: "acme/x" } },
};

describe("a stored test as a form", () => {
  test("is read with its line, and what is no test is left out", () => {
    expect(stored(simple)).toMatchObject({ name: "t", expect: "ask", line: 4 });
    expect(storedTests('{"rules":[],"tests":[{"name":"half"}]}')).toEqual([]);
    expect(storedTests("{")).toBe(null);
  });

  test.each([
    ["in fields", simple, null],
    ["in fields without what is not said", { ...simple, context: undefined }, null],
    [
      "as JSON where the fields would lose its run-as",
      { ...simple, context: { runAs: "service" } },
      /service/,
    ],
    [
      "as JSON where it is about another action",
      { ...simple, action: { name: "prompts/get" } },
      /prompts/,
    ],
  ])("comes back as it was: %s", (_name, request, json) => {
    const test = stored(request);
    const form = testFormOf(test);
    if (json === null) expect(form.request).toBe(null);
    else expect(form.request).toMatch(json);
    expect(readTestForm(form)).toEqual({
      ok: true,
      test: JSON.parse(JSON.stringify({ name: "t", request, expect: "ask" })),
    });
  });

  test("says of every field what is missing", () => {
    const read = readTestForm({ ...testFormOf(undefined), args: "[]", tool: "push" });
    expect(read).toEqual({
      ok: false,
      problems: {
        name: expect.any(String),
        who: expect.any(String),
        tool: expect.any(String),
        args: expect.any(String),
      },
    });
    expect(readTestForm({ ...testFormOf(undefined), name: "x", request: "{" })).toMatchObject({
      ok: false,
      problems: { request: expect.any(String) },
    });
  });
});
