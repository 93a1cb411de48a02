// Flags as the bits of `call.flags` and `call.observed_flags`: the position in the list is the bit.
import { type Flag, FLAGS, OBSERVED_FLAGS, type ObservedFlag } from "./model";

export const flagsToBits = toBits(FLAGS);
/** In list order; bits that no flag has yet are left out. */
export const bitsToFlags: (bits: number) => Flag[] = fromBits(FLAGS);

export const observedFlagsToBits = toBits(OBSERVED_FLAGS);
export const bitsToObservedFlags: (bits: number) => ObservedFlag[] = fromBits(OBSERVED_FLAGS);

/** Below 2^31 while the list is shorter than 32, so that it fits a signed PostgreSQL `integer`. */
function toBits<Name>(names: readonly Name[]): (flags: readonly Name[]) => number {
  const bitOf = new Map(names.map((name, position) => [name, 2 ** position]));
  return (flags) => [...new Set(flags)].reduce((bits, flag) => bits + (bitOf.get(flag) ?? 0), 0);
}

function fromBits<Name>(names: readonly Name[]): (bits: number) => Name[] {
  return (bits) => names.filter((_, position) => Math.floor(bits / 2 ** position) % 2 === 1);
}
