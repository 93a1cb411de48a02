"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { setMemberRoles } from "@/lib/access/change-access";
import { LAST_OWNER } from "@/lib/access/last-owner";
import type { MemberView } from "@/lib/access/members-view";
import type { Role } from "@/lib/access/model";
import { Button } from "../../ui/button";
import { InertText } from "../../ui/inert-text";
import { Notice } from "../../ui/notice";
import { RoleChoices } from "../role-choices";

/** The roles of a member, to change. */
export function RolesForm({ member }: { member: MemberView }) {
  const queries = useQueryClient();
  const [roles, setRoles] = useState<Role[]>(member.roles);
  const saving = useMutation({
    mutationFn: () => setMemberRoles(member.id, roles),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["members"] }),
  });
  const same = roles.toSorted().join() === member.roles.toSorted().join();
  const reason = saving.isPending
    ? "Being saved…"
    : roles.length === 0
      ? "Choose a role first; to shut somebody out, disable them"
      : same
        ? "Nothing was changed"
        : null;
  return (
    <form
      className="grid gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (reason === null) saving.mutate();
      }}
    >
      <RoleChoices
        chosen={roles}
        onChange={setRoles}
        {...(member.lastOwner && { locked: { owner: LAST_OWNER } })}
      />
      {member.accounts.length > 0 && (
        <p className="text-xs text-ink-3">
          Where roles come from a claim of the company account (OIDC_ROLE_CLAIM), the next sign-in
          sets them anew.
        </p>
      )}
      {saving.error && (
        <Notice>
          <InertText text={saving.error.message} />
        </Notice>
      )}
      <div>
        <Button type="submit" variant="primary" disabledReason={reason}>
          Save the roles
        </Button>
      </div>
    </form>
  );
}
