"use client";
import { createContext, use } from "react";

/** The nonce of the document's policy, for a library that adds style elements of its own. */
export const NonceContext = createContext<string | undefined>(undefined);

export function useNonce(): string | undefined {
  return use(NonceContext);
}
