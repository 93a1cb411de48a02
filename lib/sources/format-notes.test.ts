import { expect, it } from "vitest";
import { FORMATS } from "../calls/adapters/registry";
import { FORMAT_NOTES } from "./format-notes";

it("says of every format how it is connected and what it can prove, and of no other", () => {
  expect(Object.keys(FORMAT_NOTES).toSorted()).toEqual([...FORMATS].toSorted());
});
