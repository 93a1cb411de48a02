"use client";
import { ChevronsUpDown } from "lucide-react";
import type { Role } from "@/lib/access/model";
import { InertText } from "../ui/inert-text";
import { Menu, MenuContent, MenuTrigger } from "../ui/menu";
import { onDemand } from "../ui/on-demand";

export type Member = { email: string; name: string | null; roles: readonly Role[] };

const UserMenuItems = onDemand(async () => (await import("./user-menu-items")).UserMenuItems);

/** Who is signed in, the theme, and the way out. */
export function UserMenu({ member }: { member: Member }) {
  return (
    <Menu preload={UserMenuItems.preload}>
      <MenuTrigger className="flex h-11 w-full items-center gap-2 rounded-md px-2 text-left hover:bg-hover data-[state=open]:bg-hover">
        <span
          aria-hidden
          className="grid size-6 shrink-0 place-items-center rounded-full bg-ink-2 text-2xs font-semibold text-surface uppercase"
        >
          {member.email.slice(0, 1)}
        </span>
        <span className="min-w-0 flex-1 leading-tight">
          <InertText text={member.email} className="block truncate text-xs font-medium" />
          <span className="block truncate text-2xs text-ink-3">{member.roles.join(", ")}</span>
        </span>
        <ChevronsUpDown aria-hidden className="size-3.5 shrink-0 text-ink-3" />
      </MenuTrigger>
      <MenuContent side="top" className="w-56">
        <UserMenuItems />
      </MenuContent>
    </Menu>
  );
}
