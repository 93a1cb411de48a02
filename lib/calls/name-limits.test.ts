import { expect, it } from "vitest";
import { callRecordSchema } from "./model";
import { NAME_LIMIT, PAIRED_NAME_LIMIT, tooLongName } from "./name-limits";

const record = (more: object) =>
  callRecordSchema.parse({ id: "e", type: "tool.call", time: "2026-11-20T10:00:00Z", ...more });

it.each([
  ["caller.sub", (text: string) => ({ caller: { sub: text } }), PAIRED_NAME_LIMIT],
  ["caller.iss", (text: string) => ({ caller: { iss: text } }), PAIRED_NAME_LIMIT],
  ["downstream.sub", (text: string) => ({ downstream: { sub: text } }), PAIRED_NAME_LIMIT],
  [
    "downstream.token.act.sub",
    (text: string) => ({ downstream: { token: { act: { sub: text } } } }),
    PAIRED_NAME_LIMIT,
  ],
  ["client.name", (text: string) => ({ client: { name: text } }), PAIRED_NAME_LIMIT],
  ["server.name", (text: string) => ({ server: { name: text } }), NAME_LIMIT],
  ["tool.name", (text: string) => ({ tool: { name: text } }), NAME_LIMIT],
])("%s may have as many bytes as an index takes, and one more is named", (path, of, limit) => {
  expect(tooLongName(record(of("x".repeat(limit))))).toBeNull();
  expect(tooLongName(record(of("x".repeat(limit + 1))))).toBe(
    `${path} is longer than ${limit} bytes`,
  );
  expect(tooLongName(record(of("é".repeat(limit / 2 + 1))))).toContain(path);
});

it("says nothing of what no index holds", () => {
  const long = "x".repeat(10_000);
  const free = { caller: { name: long, email: long }, outcome: { message: long } };
  expect(tooLongName(record(free))).toBeNull();
});
