"use client";
import { createContext, use } from "react";

type Rights = { mayRead: boolean; mayWrite: boolean };

const Context = createContext<Rights>({ mayRead: false, mayWrite: false });

/** Whether the member may see the policy, and whether they may block. */
export function PolicyRights({ children, ...rights }: Rights & { children: React.ReactNode }) {
  return <Context value={rights}>{children}</Context>;
}

export function useMayReadPolicy(): boolean {
  return use(Context).mayRead;
}

/** Why a block cannot be set or lifted, or null. */
export function useBlockRefusal(): string | null {
  return use(Context).mayWrite ? null : "This needs the permission policy:write";
}
