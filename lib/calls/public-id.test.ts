import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeCursor, encodeCursor } from "./cursor";
import { type CallKey, decodeCallId, encodeCallId } from "./public-id";

const key: fc.Arbitrary<CallKey> = fc.record({
  // 2000 to 2200, in microseconds.
  at: fc.integer({ min: 946_684_800_000_000, max: 7_258_118_400_000_000 }),
  sourceId: fc.integer({ min: 1, max: 2 ** 31 - 1 }),
  eventId: fc
    .string({ unit: "grapheme", minLength: 1, maxLength: 128 })
    .filter((id) => id.isWellFormed() && !id.includes("\0")),
});

describe("a call's public id", () => {
  it("is the whole key and back", () => {
    fc.assert(
      fc.property(key, (one) => {
        expect(decodeCallId(encodeCallId(one))).toEqual(one);
      }),
    );
  });

  it("can stand in a URL as it is", () => {
    fc.assert(fc.property(key, (one) => /^call_[A-Za-z0-9_-]+$/.test(encodeCallId(one))));
  });

  it("stays what it was in the first release", () => {
    const first = { at: 1_795_168_800_123_456, sourceId: 1, eventId: "e-1" };
    expect(encodeCallId(first)).toBe("call_AAZgsk6kqkAAAAABZS0x");
  });

  it.each([
    "",
    "call_",
    "call_AAAA",
    "call_AAZgsk6kqkAAAAAB",
    "call_AAZgsk6kqkAAAAABZS0x=",
    "call_AAZgsk6kqkAAAAABZS0x\n",
    "call_AAZgsk6kqkAAAAABZS0y ",
    "CALL_AAZgsk6kqkAAAAABZS0x",
    "call_AAZgsk6kqkAAAAABZS+x",
    "call_f/////////8AAAABZS0x",
    "call_f_________8AAAABZS0x",
    "call_AAZgsk6kqkAAAAAB_w",
  ])("%j is none", (text) => {
    expect(decodeCallId(text)).toBeNull();
  });

  it("with a NUL is none: no event has one, and PostgreSQL would refuse to look", () => {
    expect(decodeCallId(encodeCallId({ at: 1e15, sourceId: 1, eventId: "a\0b" }))).toBeNull();
  });

  it("has one spelling: what decodes is what encoding writes", () => {
    fc.assert(
      fc.property(
        fc.base64String().map((text) => `call_${text}`),
        (text) => {
          const decoded = decodeCallId(text);
          return decoded === null || encodeCallId(decoded) === text;
        },
      ),
      { numRuns: 2_000 },
    );
  });
});

describe("a cursor", () => {
  it("is a side of a key and back", () => {
    fc.assert(
      fc.property(key, fc.constantFrom("older" as const, "newer" as const), (at, direction) => {
        expect(decodeCursor(encodeCursor({ direction, key: at }))).toEqual({ direction, key: at });
      }),
    );
  });

  it.each(["", "o", "o.", "x.call_AAZgsk6kqkAAAAABZS0x", "call_AAZgsk6kqkAAAAABZS0x", "n.call_"])(
    "%j is invalid and says which field",
    (text) => {
      expect(() => decodeCursor(text)).toThrow(
        expect.objectContaining({
          code: "invalid",
          fields: [expect.objectContaining({ path: "cursor" })],
        }),
      );
    },
  );
});
