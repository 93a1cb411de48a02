"use client";
import { createContext, use } from "react";

const PermissionsAccess = createContext(false);

export function PermissionsAccessProvider({
  mayWrite,
  children,
}: {
  mayWrite: boolean;
  children: React.ReactNode;
}) {
  return <PermissionsAccess value={mayWrite}>{children}</PermissionsAccess>;
}

/** Why the reader may not change the policy; null for those who may. */
export function usePolicyRefusal(): string | null {
  return use(PermissionsAccess) ? null : "This needs the permission policy:write";
}
