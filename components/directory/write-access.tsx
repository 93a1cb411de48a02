"use client";
import { createContext, use } from "react";

const WriteAccess = createContext(false);

export function WriteAccessProvider({
  mayWrite,
  children,
}: {
  mayWrite: boolean;
  children: React.ReactNode;
}) {
  return <WriteAccess value={mayWrite}>{children}</WriteAccess>;
}

/** Why the reader may not change the directory; null for those who may. */
export function useWriteRefusal(): string | null {
  return use(WriteAccess) ? null : "This needs the permission directory:write";
}
