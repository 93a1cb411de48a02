import { expect, it } from "vitest";
import { isShown, staleWords } from "./replay-words";

it.each([
  { readsArguments: true, showsArguments: true, shown: false },
  { readsArguments: true, showsArguments: false, shown: true },
  { readsArguments: false, showsArguments: true, shown: true },
  { readsArguments: false, showsArguments: false, shown: true },
])(
  "calls that depend on arguments are a class of their own unless what became of them is shown: $readsArguments, $showsArguments",
  ({ shown, ...replay }) => {
    expect(isShown("depends_on_arguments", replay)).toBe(shown);
    expect(isShown("revoked", replay)).toBe(true);
  },
);

it.each([
  ["open", { revision: 2, base: 1 }, null],
  ["open", { revision: 1, base: 1 }, "has changed since. Replay again."],
  ["open", { revision: 2, base: 0 }, "revision 2 on no version: the draft or the version in force"],
  ["published", { revision: 2, base: 1 }, null],
  ["published", { revision: 1, base: 1 }, "what was published was not replayed."],
  ["discarded", { revision: 1, base: 1 }, "the draft ended as revision 2 on version 1."],
] as const)("a replay of another text than the draft says so: %s", (state, replay, words) => {
  // Its own publication is the version in force by now.
  const inForce = state === "open" ? 1 : 2;
  const said = staleWords(replay, { state, revision: 2, base: 1, inForce });
  if (words === null) expect(said).toBeNull();
  else expect(said).toContain(words);
});
