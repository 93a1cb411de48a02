import { queryOptions } from "@tanstack/react-query";
import { askApi } from "../api-client";
import type { Whose } from "../access/options";
import { passkeysSchema } from "./model";

/** The passkeys of a member by id, or null for one's own. */
export function passkeysOptions(whose: Whose) {
  const path = whose === null ? "/profile" : `/members/${encodeURIComponent(whose)}`;
  return queryOptions({
    staleTime: 5_000,
    queryKey: ["members", "passkeys", whose],
    queryFn: ({ signal }) => askApi(`${path}/passkeys`, passkeysSchema, { signal }),
  });
}
