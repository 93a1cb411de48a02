"use client";
import { createContext, use } from "react";
import type { Permission } from "@/lib/access/model";

const PermissionsAccess = createContext<ReadonlySet<Permission>>(new Set());

export function PermissionsAccessProvider({
  permissions,
  children,
}: {
  /** The reader's own. */
  permissions: ReadonlySet<Permission>;
  children: React.ReactNode;
}) {
  return <PermissionsAccess value={permissions}>{children}</PermissionsAccess>;
}

/** Why the reader may not do what takes this permission; null for those who may. */
export function usePolicyRefusal(needs: Permission = "policy:write"): string | null {
  return use(PermissionsAccess).has(needs) ? null : `This needs the permission ${needs}`;
}
