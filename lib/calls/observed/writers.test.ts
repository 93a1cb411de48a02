import { expect, test } from "vitest";
import { FOUND_FLAGS, OBSERVED_FLAGS, UNFOUND_FLAGS } from "../../identity/model";
import { readSources } from "../../testing/sources";
import { FIELDS } from "../query-language/fields";
import { parseQuery } from "../query-language/parse";

const written = readSources(["lib/calls/observed"])
  .filter(({ path }) => !path.includes(".test."))
  .flatMap(({ code }) => [...code.matchAll(/observedFlagsToBits\(\["(\w+)"\]\)/g)])
  .map(([, flag]) => flag);

test("a flag from history is offered exactly where something writes it", () => {
  expect(written.toSorted()).toEqual([...FOUND_FLAGS].toSorted());
  const offered: readonly string[] = FIELDS.flag.values ?? [];
  expect(OBSERVED_FLAGS.filter((flag) => offered.includes(flag))).toEqual(FOUND_FLAGS);
});

test.each(UNFOUND_FLAGS)("the query refuses %s by its name", (flag) => {
  expect(parseQuery(`flag:${flag}`)).toMatchObject({
    ok: false,
    error: { message: `Nothing finds ${flag} yet: no call has it.` },
  });
});
