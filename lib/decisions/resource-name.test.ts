import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseSelector } from "../identity/selector";
import { readResource } from "../policy/resource";
import { resourceName } from "./decide";

const nameOf = (type: string, id: string, server?: string) =>
  resourceName({ type, id, properties: server === undefined ? undefined : { server } });

describe("the name of a resource", () => {
  test.each([
    [nameOf("tool", "jira/add_comment"), "tool:jira/add_comment"],
    [nameOf("tool", "add_comment", "jira"), "tool:jira/add_comment"],
    [nameOf("tool", "add_comment"), "tool:add_comment"],
    [nameOf("prompt", "triage", "jira"), "prompt:jira/triage"],
    [
      nameOf("resource", "file:///etc/passwd", "fs-prod"),
      "resource:fs-prod/file:%2F%2F%2Fetc%2Fpasswd",
    ],
    [
      nameOf("resource", "file:///etc/passwd", "fs-staging"),
      "resource:fs-staging/file:%2F%2F%2Fetc%2Fpasswd",
    ],
    [nameOf("resource", "urn:a/b"), "resource:urn:a%2Fb"],
    [nameOf("record", "101"), "record:101"],
    [nameOf("record", "101", "crm"), "record:crm/101"],
    [nameOf("tool:jira", "x"), "tool%3Ajira:x"],
  ])("%s", (name, expected) => expect(name).toBe(expected));

  test("is the selector of it alone, and no other resource has it", () => {
    const word = fc.string({ unit: fc.constantFrom("a", "/", ":", "%", "*", "2F", "tool:") });
    const part = word.filter((text) => text !== "");
    const type = fc.oneof(fc.constantFrom("tool", "prompt", "resource", "record"), part);
    const resource = fc.record({
      type,
      id: part,
      properties: fc.option(fc.record({ server: part }), { nil: undefined }),
    });
    const seen = new Map<string, string>();
    fc.assert(
      fc.property(resource, (one) => {
        const named = readResource(one);
        const text = resourceName(one);
        if (named.server) {
          expect(parseSelector(text)).toMatchObject({ server: [named.server], name: [named.name] });
        }
        const same = JSON.stringify([named.type, named.server || null, named.name]);
        expect(seen.get(text) ?? same).toBe(same);
        seen.set(text, same);
      }),
      { numRuns: 1_000 },
    );
  });
});
