"use client";
import { createContext, use, useState } from "react";
import { changeAddress } from "@/lib/calls/address";
import { type SetAside, setAside } from "@/lib/calls/pivots";
import type { CallsAddress } from "@/lib/routes";
import type { Go } from "./use-calls-address";

type Aside = { what: SetAside; before: CallsAddress; after: CallsAddress };

type Pivoting = {
  address: CallsAddress;
  /** Goes there, and remembers what was set aside for it. */
  pivot: (change: CallsAddress) => void;
  /** What the last pivot set aside, while its result is shown. */
  aside: SetAside | null;
  bringBack: () => void;
};

const Pivots = createContext<Pivoting | null>(null);

/** From every value below it there is a way to other calls. */
export function PivotsProvider({
  address,
  go,
  children,
}: {
  address: CallsAddress;
  go: Go;
  children: React.ReactNode;
}) {
  const [last, setLast] = useState<Aside | null>(null);
  const shown = last !== null && setAside(last.after, address) === null ? last : null;
  const pivot = (change: CallsAddress) => {
    const after = changeAddress(address, change);
    const what = setAside(address, after);
    setLast(what && { what, before: address, after });
    go(change);
  };
  const bringBack = () => {
    if (shown === null) return;
    const { q, from, to } = shown.before;
    setLast(null);
    go({ q, from, to });
  };
  return (
    <Pivots value={{ address, pivot, aside: shown?.what ?? null, bringBack }}>{children}</Pivots>
  );
}

/** Throws outside of the explorer. */
export function usePivots(): Pivoting {
  const pivoting = use(Pivots);
  if (pivoting === null) throw new Error("pivots stand in the explorer only");
  return pivoting;
}
