import { describe, expect, test } from "vitest";
import { shareSentence, statusSentence } from "./status-words";

const none = { stored: 0, duplicate: 0, conflict: 0, ignored: 0, quarantined: 0 };

describe("shareSentence", () => {
  test.each([
    [{ stored: 1204 }, "1,204 stored"],
    [{ stored: 9999, quarantined: 1 }, "99 % stored"],
    [{ stored: 1, ignored: 9999 }, "< 1 % stored"],
    [{ stored: 63, quarantined: 37 }, "63 % stored"],
    [{ ignored: 40 }, "40 ignored"],
    [{ ignored: 40, quarantined: 2 }, "none stored"],
  ])("of %j is %s", (counts, words) => {
    expect(shareSentence({ ...none, ...counts })).toBe(words);
  });
});

test("statusSentence names only what came", () => {
  expect(statusSentence({ ...none, stored: 1204, conflict: 3 })).toBe(
    "1,204 stored, 3 in conflict",
  );
  expect(statusSentence(none)).toBe("nothing received");
});
