// What the console asks about the whole; the key is shared with the server's prefetch.
import { queryOptions } from "@tanstack/react-query";
import { askApi } from "../api-client";
import { overviewSchema } from "./view";

/** The numbers of a range; empty ends are open. */
export function overviewOptions(range: { from: string; to: string }) {
  return queryOptions({
    queryKey: ["overview", range],
    queryFn: ({ signal }) => {
      const query = new URLSearchParams();
      for (const key of ["from", "to"] as const) if (range[key]) query.set(key, range[key]);
      return askApi(`/overview?${query}`, overviewSchema, { signal });
    },
  });
}
