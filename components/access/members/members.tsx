"use client";
import { UserPlus } from "lucide-react";
import Link from "next/link";
import { invitationsOptions, membersOptions } from "@/lib/access/options";
import { routes } from "@/lib/routes";
import { Loaded, PageBody } from "../../layout/page-body";
import { PageHeader } from "../../layout/page-header";
import { buttonStyle } from "../../ui/button-style";
import { Invitations } from "./invitations";
import { MembersTable } from "./members-table";

/** Who may use this console, and who is invited. */
export function Members() {
  return (
    <>
      <PageHeader title="Members">
        <Link href={routes.invite()} className={buttonStyle({ variant: "primary" })}>
          <UserPlus aria-hidden className="size-4" />
          Invite
        </Link>
      </PageHeader>
      <PageBody>
        <Loaded queryKey={membersOptions().queryKey} label="members" rows={6}>
          <MembersTable />
        </Loaded>
        <Loaded queryKey={invitationsOptions().queryKey} label="invitations" rows={1}>
          <Invitations />
        </Loaded>
      </PageBody>
    </>
  );
}
