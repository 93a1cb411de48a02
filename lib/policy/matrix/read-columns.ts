// The columns of a matrix: everybody, groups, and what was opened of people and clients.
import type { Pool } from "../../../db/client";
import { parseSubjectSelector } from "../../identity/subject-selector";
import type { DirectoryIndex } from "../../identity/directory-index";
import { whoIs } from "../cells/who";
import type { Rule } from "../model";
import { MATRIX_LIMITS, type MatrixColumn, type MatrixQuery, type MatrixView } from "./model";

export type Columns = Pick<MatrixView, "columns" | "parts"> & { cut: number };

/** Groups stand by name; people and clients where their part is open. */
export async function readColumns(
  { sql }: Pool,
  directory: DirectoryIndex,
  rules: readonly Rule[],
  { open = [], only }: Pick<MatrixQuery, "open" | "only">,
): Promise<Columns> {
  const make = (subject: string, under: string | null = null) =>
    columnOf(subject, under, directory);
  if (only !== undefined) return { columns: only.map((one) => make(one)), parts: [], cut: 0 };
  const named = new Set(rules.flatMap(({ subjects, except }) => [...subjects, ...except]));
  const ofKind = (...kinds: string[]) =>
    [...named].filter((text) => kinds.includes(parseSubjectSelector(text)?.kind ?? ""));
  const groups = new Set([
    ...[...directory.groups.keys()].map((name) => `group:${name}`),
    ...ofKind("group"),
  ]);
  const people = ofKind("person", "principal").toSorted();
  const clients = [...new Set([...ofKind("client"), ...(await knownClients(sql))])].toSorted();
  const isOpen = (key: string) => open.includes(key);
  const part = (key: string, columns: readonly unknown[]) => ({
    key,
    columns: columns.length,
    open: isOpen(key),
  });
  const columns = [make("anyone")];
  for (const group of [...groups].toSorted()) {
    columns.push(make(group));
    if (!isOpen(group)) continue;
    const members = [...(directory.groups.get(group.slice("group:".length)) ?? [])].toSorted();
    columns.push(
      ...members.slice(0, MATRIX_LIMITS.people).map((one) => make(`person:${one}`, group)),
    );
  }
  if (isOpen("people"))
    columns.push(...people.slice(0, MATRIX_LIMITS.people).map((one) => make(one, "people")));
  if (isOpen("clients"))
    columns.push(...clients.slice(0, MATRIX_LIMITS.clients).map((one) => make(one, "clients")));
  return {
    columns: columns.slice(0, MATRIX_LIMITS.columns),
    parts: [
      ...[...groups].toSorted().map((group) => part(group, membersOf(group, directory))),
      part("people", people),
      part("clients", clients),
    ],
    cut: Math.max(0, columns.length - MATRIX_LIMITS.columns),
  };
}

export function columnOf(
  subject: string,
  under: string | null,
  directory: DirectoryIndex,
): MatrixColumn {
  const selector = parseSubjectSelector(subject);
  const kind = selector?.kind ?? "group";
  const { surely, accounts, groupsUnknown } = whoIs(subject, directory);
  return {
    subject,
    kind,
    name: nameOf(subject, directory),
    under,
    members: kind === "group" ? membersOf(subject, directory).length : null,
    surely: [...surely],
    ...(accounts && { accounts: [...accounts] }),
    ...(groupsUnknown && { groupsUnknown }),
  };
}

/** The words for a subject in a rule. */
function nameOf(subject: string, { persons }: Pick<DirectoryIndex, "persons">): string {
  const selector = parseSubjectSelector(subject);
  if (selector === undefined) return subject;
  if (selector.kind === "anyone") return "Anyone";
  if (selector.kind === "principal") return selector.value.sub;
  if (selector.kind === "person") return persons.get(selector.value)?.name ?? selector.value;
  return selector.value;
}

function membersOf(group: string, { groups }: DirectoryIndex): readonly string[] {
  return [...(groups.get(group.slice("group:".length)) ?? [])];
}

/** Verified ids only: rules compare with nothing that a client says of itself. */
async function knownClients(sql: Pool["sql"]): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`
    SELECT DISTINCT client_id AS id FROM client WHERE client_id IS NOT NULL ORDER BY 1 LIMIT 1000`;
  return rows.map(({ id }) => `client:${id}`);
}
