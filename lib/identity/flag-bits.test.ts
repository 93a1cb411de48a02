import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bitsToFlags, bitsToObservedFlags, flagsToBits, observedFlagsToBits } from "./flag-bits";
import { FLAGS, OBSERVED_FLAGS } from "./model";

describe("flag bits", () => {
  it("gives back every set of flags, in list order", () => {
    fc.assert(
      fc.property(fc.subarray([...FLAGS]), fc.subarray([...OBSERVED_FLAGS]), (flags, observed) => {
        expect(bitsToFlags(flagsToBits(flags.toReversed()))).toEqual(flags);
        expect(bitsToObservedFlags(observedFlagsToBits(observed))).toEqual(observed);
      }),
    );
  });

  it("puts a flag's position in the list, which stored rows rely on", () => {
    expect(flagsToBits(["inbound_audience_mismatch"])).toBe(1);
    expect(flagsToBits(["audience_mismatch", "audience_mismatch"])).toBe(4);
    expect(flagsToBits(["caller_unverified"])).toBe(2 ** 21);
    expect(observedFlagsToBits(["static_client_no_consent"])).toBe(2 ** 7);
  });

  it("fits a signed 32-bit integer, all flags raised", () => {
    expect(flagsToBits(FLAGS)).toBeLessThan(2 ** 31);
  });

  it("leaves out bits that stand for nothing yet", () => {
    expect(bitsToFlags(2 ** 30 + 1)).toEqual(["inbound_audience_mismatch"]);
  });
});
