// The kinds of directory entries in words; for the import's menu and its columns.
import { DIRECTORY_ROWS, type DirectoryKind } from "./directory-rows";

export const KIND_NAMES: Record<DirectoryKind, string> = {
  links: "Persons and their principals",
  services: "Services",
  actors: "Trusted actors",
  groups: "Members of groups",
  servers: "How servers sign in",
  gateways: "Gateways: resource and trust",
  tools: "Risk of tools",
  clients: "Owners of clients",
  sanctions: "Sanctions",
  revocations: "Revocations",
};

/** The columns of a kind's CSV, and which of them a line may leave empty. */
export function columnsOf(kind: DirectoryKind): { name: string; optional: boolean }[] {
  return Object.entries(DIRECTORY_ROWS[kind].shape).map(([name, schema]) => ({
    name,
    optional: schema.safeParse(undefined).success,
  }));
}
