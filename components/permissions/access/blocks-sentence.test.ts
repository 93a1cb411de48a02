import { expect, test } from "vitest";
import { blocksSentence } from "./blocks-sentence";

const block = (credential: string | null) => ({
  id: "blk",
  subject: "anyone",
  resource: null,
  credential,
  until: null,
});
const [whole, narrow] = [block(null), block("svc-admin")];

test.each([
  [[whole], "A block denies calls here, whatever the rules say."],
  [[narrow], "A block denies calls with one credential, whatever the rules say."],
  [[narrow, narrow], "2 blocks deny calls with certain credentials, whatever the rules say."],
  [
    [whole, narrow],
    "A block denies calls here, whatever the rules say. One more denies those with one credential.",
  ],
  [
    [whole, whole, narrow, narrow],
    "2 blocks deny calls here, whatever the rules say. 2 more deny those with certain credentials.",
  ],
])("blocks of one credential are said apart from those that deny every call", (blocks, words) => {
  expect(blocksSentence(blocks)).toBe(words);
});
