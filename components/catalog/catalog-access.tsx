"use client";
import { useQueryClient } from "@tanstack/react-query";
import { createContext, use } from "react";

const CatalogAccess = createContext(false);

export function CatalogAccessProvider({
  mayWrite,
  children,
}: {
  mayWrite: boolean;
  children: React.ReactNode;
}) {
  return <CatalogAccess value={mayWrite}>{children}</CatalogAccess>;
}

/** Why the reader may not change the catalog; null for those who may. */
export function useCatalogRefusal(): string | null {
  return use(CatalogAccess) ? null : "This needs the permission catalog:write";
}

/** After a change: the catalog is read anew, and calls, since a risk class re-judges them. */
export function useCatalogRefresh(): () => Promise<void> {
  const queries = useQueryClient();
  return async () => {
    await Promise.all(
      ["catalog", "directory", "calls"].map((key) =>
        queries.invalidateQueries({ queryKey: [key] }),
      ),
    );
  };
}
