import type { MatrixAddress } from "../../routes";
import { type MatrixQuery, matrixQuery } from "./model";

/** What the address asks for; a member that cannot be read is left out. */
export function parseMatrixAddress(
  raw: Record<string, string | string[] | null | undefined>,
): MatrixAddress {
  const text = (key: string) => {
    const value = raw[key];
    return typeof value === "string" && value !== "" ? value.slice(0, 20_000) : undefined;
  };
  const readable = (key: "open" | "only" | "server") => {
    const value = text(key);
    return matrixQuery.shape[key].safeParse(value).success ? value : undefined;
  };
  return {
    q: text("q")?.slice(0, 200),
    server: readable("server"),
    open: readable("open"),
    only: readable("only"),
    changed: text("changed") === "on" ? "on" : undefined,
  };
}

/** What is asked of the API for it; the search and the changes are looked for in the answer. */
export function matrixQueryOf(
  { server, open, only }: MatrixAddress,
  of: Pick<MatrixQuery, "draft" | "version">,
): MatrixQuery {
  return matrixQuery.parse({ ...of, server, open, only });
}
