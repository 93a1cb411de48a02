"use client";
import { LogOut, UserRound } from "lucide-react";
import Link from "next/link";
import { useTheme } from "next-themes";
import { routes } from "@/lib/routes";
import { endSession } from "../session/session-client";
import {
  MenuItem,
  MenuLabel,
  MenuRadioGroup,
  MenuRadioItem,
  MenuSeparator,
} from "../ui/menu-items";

const THEMES = [
  { value: "system", name: "Like the system" },
  { value: "light", name: "Light" },
  { value: "dark", name: "Dark" },
];

/** The theme, one's own account, and the way out. */
export function UserMenuItems() {
  const { theme, setTheme } = useTheme();
  return (
    <>
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
    </>
  );
}
