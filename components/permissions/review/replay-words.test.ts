import { expect, it } from "vitest";
import { isShown } from "./replay-words";

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
