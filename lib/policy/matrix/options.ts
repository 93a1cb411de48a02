// What the console asks about the matrix; keys are shared with the server's prefetch.
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { askApi } from "../../api-client";
import { type MatrixQuery, matrixView, printSubjects, usageView } from "./model";

/** Everything that a saved draft or a new version makes old. */
export const MATRIX_KEY = ["policy", "matrix"];

export function matrixOptions(query: MatrixQuery) {
  const address = addressOf(query);
  return queryOptions({
    staleTime: 5_000,
    queryKey: [...MATRIX_KEY, address],
    queryFn: ({ signal }) => askApi(`/policy/matrix?${address}`, matrixView, { signal }),
  });
}

/** Apart from the matrix, which is there before its calls are counted. */
export function usageOptions(query: MatrixQuery) {
  const address = addressOf(query);
  return queryOptions({
    queryKey: ["policy", "matrix-usage", address],
    queryFn: ({ signal }) => askApi(`/policy/matrix/usage?${address}`, usageView, { signal }),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });
}

function addressOf({ draft, version, open, only, server }: MatrixQuery): string {
  const address = new URLSearchParams();
  const take = (name: string, value: string | undefined) => {
    if (value) address.set(name, value);
  };
  take("draft", draft);
  take("version", version?.toString());
  take("open", open && printSubjects(open));
  take("only", only && printSubjects(only));
  take("server", server);
  return address.toString();
}
