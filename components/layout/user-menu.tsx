"use client";
import { ChevronsUpDown, LogOut, UserRound } from "lucide-react";
import Link from "next/link";
import { useTheme } from "next-themes";
import type { Role } from "@/lib/access/model";
import { routes } from "@/lib/routes";
import { endSession } from "../session/session-client";
import { InertText } from "../ui/inert-text";
import {
  Menu,
  MenuContent,
  MenuItem,
  MenuLabel,
  MenuRadioGroup,
  MenuRadioItem,
  MenuSeparator,
  MenuTrigger,
} from "../ui/menu";

export type Member = { email: string; name: string | null; roles: readonly Role[] };

const THEMES = [
  { value: "system", name: "Like the system" },
  { value: "light", name: "Light" },
  { value: "dark", name: "Dark" },
];

/** Who is signed in, the theme, and the way out. */
export function UserMenu({ member }: { member: Member }) {
  const { theme, setTheme } = useTheme();
  return (
    <Menu>
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
        <MenuLabel>Theme</MenuLabel>
        <MenuRadioGroup value={theme ?? "system"} onValueChange={setTheme}>
          {THEMES.map(({ value, name }) => (
            <MenuRadioItem key={value} value={value}>
              {name}
            </MenuRadioItem>
          ))}
        </MenuRadioGroup>
        <MenuSeparator />
        <MenuItem asChild>
          <Link href={routes.profile()} prefetch={false}>
            <UserRound aria-hidden className="size-4 text-ink-3" />
            Profile, sessions and tokens
          </Link>
        </MenuItem>
        <MenuItem onSelect={() => void endSession()}>
          <LogOut aria-hidden className="size-4 text-ink-3" />
          Sign out
        </MenuItem>
      </MenuContent>
    </Menu>
  );
}
