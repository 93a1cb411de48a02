"use client";
import { parseAsString, useQueryStates } from "nuqs";
import { changeAdminLogAddress, parseAdminLogAddress } from "@/lib/access/admin-log-address";
import type { AdminLogAddress } from "@/lib/routes";

export type GoInLog = (change: AdminLogAddress, how?: { replace?: boolean }) => void;

/** The page's address and the way to change it, without asking the server for the page again. */
export function useAdminLogAddress(): [AdminLogAddress, GoInLog] {
  const [parameters, setParameters] = useQueryStates(PARAMETERS, { shallow: true, scroll: false });
  const address = parseAdminLogAddress(parameters);
  const go: GoInLog = (change, { replace = false } = {}) => {
    const next = changeAdminLogAddress(address, change);
    const { actor, action, subject, request, from, to, tz, cursor } = next;
    void setParameters(
      {
        actor: actor ?? null,
        action: action ?? null,
        subject: subject ?? null,
        request: request ?? null,
        from: from ?? null,
        to: to ?? null,
        tz: tz ?? null,
        cursor: cursor ?? null,
      },
      { history: replace ? "replace" : "push" },
    );
  };
  return [address, go];
}

const PARAMETERS = {
  actor: parseAsString,
  action: parseAsString,
  subject: parseAsString,
  request: parseAsString,
  from: parseAsString,
  to: parseAsString,
  tz: parseAsString,
  cursor: parseAsString,
};
