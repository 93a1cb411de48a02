"use client";
import { createContext, use } from "react";
import type { Permission } from "@/lib/access/model";

const Rights = createContext<ReadonlySet<Permission>>(new Set());

/** What the reader may do beside approvals: what they may not see is named and not asked for. */
export function ApprovalRights({
  permissions,
  children,
}: {
  permissions: readonly Permission[];
  children: React.ReactNode;
}) {
  return <Rights value={new Set(permissions)}>{children}</Rights>;
}

export function useRights(): ReadonlySet<Permission> {
  return use(Rights);
}

export function useMay(permission: Permission): boolean {
  return useRights().has(permission);
}

/** Why something cannot be done, or null. */
export function useRefusal(permission: Permission): string | null {
  return useMay(permission) ? null : `This needs the permission ${permission}`;
}
