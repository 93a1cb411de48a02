"use client";
import { useMutation } from "@tanstack/react-query";
import { beginConnecting } from "@/lib/access/change-access";
import { routes } from "@/lib/routes";
import { beginCompanySession } from "../../session/session-client";
import { Button } from "../../ui/button";
import { Notice } from "../../ui/notice";

/** Leaves for the company's sign-in; the account that comes back becomes one's own way in. */
export function ConnectAccount({ disabledReason }: { disabledReason: string | null }) {
  const leaving = useMutation({
    mutationFn: async () => {
      await beginConnecting();
      await beginCompanySession(routes.profile());
    },
  });
  const underWay = leaving.isPending || leaving.isSuccess;
  return (
    <li className="grid gap-2 px-3 py-2">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <p className="min-w-56 flex-1 font-medium">
          Company account
          <span className="block text-xs font-normal text-ink-3">
            None yet. Where roles come from a claim of it, signing in with it sets yours anew.
          </span>
        </p>
        <Button
          size="sm"
          disabledReason={underWay ? "Going to the company’s sign-in…" : disabledReason}
          onClick={() => leaving.mutate()}
        >
          Connect company account
        </Button>
      </div>
      {leaving.error && <Notice>{leaving.error.message}</Notice>}
    </li>
  );
}
