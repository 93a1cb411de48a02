"use client";
import { Menu as MenuIcon, Search } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { routes } from "@/lib/routes";
import { KeyHelp } from "../palette/key-help";
import { Palette } from "../palette/palette";
import { Button } from "../ui/button";
import { Kbd } from "../ui/kbd";
import { Sheet } from "../ui/sheet";
import { useHydrated } from "../ui/use-hydrated";
import { Logo } from "./logo";
import { Navigation } from "./navigation";
import { type Member, UserMenu } from "./user-menu";

/** The frame around every page: navigation on the left, on the phone behind a button. */
export function Frame({ member, children }: { member: Member; children: React.ReactNode }) {
  const [searching, setSearching] = useState(false);
  const search = () => setSearching(true);
  return (
    <div className="flex h-dvh flex-col md:flex-row">
      <a
        href="#main"
        className="sr-only focus:not-sr-only focus:absolute focus:top-2 focus:left-2 focus:z-50 focus:rounded-md focus:bg-ink focus:px-3 focus:py-2 focus:text-surface"
      >
        Skip to content
      </a>
      <aside className="hidden w-52 shrink-0 flex-col border-r bg-canvas md:flex">
        <Side member={member} onSearch={search} />
      </aside>
      <header className="flex h-12 shrink-0 items-center border-b bg-canvas px-2 md:hidden">
        <Sheet
          label="Navigation"
          trigger={(open) => (
            <Button
              variant="ghost"
              aria-label="Open navigation"
              className="size-10 px-0"
              onClick={open}
            >
              <MenuIcon aria-hidden className="size-5" />
            </Button>
          )}
        >
          <Side member={member} onSearch={search} />
        </Sheet>
        <Brand />
        <Button
          variant="ghost"
          aria-label="Go to…"
          className="ml-auto size-10 px-0"
          onClick={search}
        >
          <Search aria-hidden className="size-5" />
        </Button>
      </header>
      <main
        id="main"
        tabIndex={-1}
        className="relative flex min-h-0 min-w-0 flex-1 flex-col overflow-clip bg-surface outline-none"
      >
        {children}
      </main>
      <Palette
        roles={member.roles}
        open={searching}
        onOpen={search}
        onClose={() => setSearching(false)}
      />
      <KeyHelp />
    </div>
  );
}

function Side({ member, onSearch }: { member: Member; onSearch: () => void }) {
  const apple = useHydrated() && /Mac|iPhone|iPad/.test(navigator.userAgent);
  return (
    <>
      <div className="flex h-12 shrink-0 items-center px-2">
        <Brand />
      </div>
      <div className="hidden px-2 pb-1 md:block">
        <button
          type="button"
          onClick={onSearch}
          className="flex h-8 w-full items-center gap-2 rounded-md border bg-surface px-2 text-left text-ink-3 hover:text-ink"
        >
          <Search aria-hidden className="size-4" />
          <span className="flex-1">Go to…</span>
          <span aria-hidden className="flex gap-0.5">
            <Kbd>{apple ? "⌘" : "Ctrl"}</Kbd>
            <Kbd>K</Kbd>
          </span>
        </button>
      </div>
      <Navigation roles={member.roles} />
      <div className="border-t p-2">
        <UserMenu member={member} />
      </div>
    </>
  );
}

function Brand() {
  return (
    <Link
      href={routes.home()}
      prefetch={false}
      className="flex h-8 items-center gap-2 rounded-md px-2 text-base font-semibold tracking-tight"
    >
      <Logo className="size-5" />
      Onbehalf
    </Link>
  );
}
