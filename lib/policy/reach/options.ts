// What the console asks about rules and effective access; keys are shared with the server's prefetch.
import { queryOptions } from "@tanstack/react-query";
import { askApi } from "../../api-client";
import type { AccessAddress } from "../../routes";
import { effectiveView } from "./effective-view";
import { ruleList } from "./rule-list-view";

/** The rules of a draft, or of the version in force, with their use. */
export function rulesOptions(draft: string | null) {
  return queryOptions({
    staleTime: 5_000,
    queryKey: ["policy", "rules", draft ?? ""],
    queryFn: ({ signal }) =>
      askApi(
        `/policy/rules${draft === null ? "" : `?${new URLSearchParams({ draft })}`}`,
        ruleList,
        {
          signal,
        },
      ),
  });
}

/** What an identity may use, or who may use a tool. */
export function accessOptions({ subject, tool, cursor }: AccessAddress) {
  const query = new URLSearchParams();
  if (subject) query.set("subject", subject);
  else if (tool) query.set("tool", tool);
  if (cursor) query.set("cursor", cursor);
  return queryOptions({
    staleTime: 5_000,
    queryKey: ["policy", "access", query.toString()],
    queryFn: ({ signal }) => askApi(`/policy/effective?${query}`, effectiveView, { signal }),
  });
}
