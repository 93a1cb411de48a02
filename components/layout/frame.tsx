"use client";
import { Menu as MenuIcon } from "lucide-react";
import Link from "next/link";
import { routes } from "@/lib/routes";
import { Button } from "../ui/button";
import { Sheet } from "../ui/sheet";
import { Logo } from "./logo";
import { Navigation } from "./navigation";
import { type Member, UserMenu } from "./user-menu";

/** The frame around every page: navigation on the left, on the phone behind a button. */
export function Frame({ member, children }: { member: Member; children: React.ReactNode }) {
  return (
    <div className="flex h-dvh flex-col md:flex-row">
      <a
        href="#main"
        className="sr-only focus:not-sr-only focus:absolute focus:top-2 focus:left-2 focus:z-50 focus:rounded-md focus:bg-ink focus:px-3 focus:py-2 focus:text-surface"
      >
        Skip to content
      </a>
      <aside className="hidden w-52 shrink-0 flex-col border-r bg-canvas md:flex">
        <Side member={member} />
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
          <Side member={member} />
        </Sheet>
        <Brand />
      </header>
      <main
        id="main"
        tabIndex={-1}
        className="flex min-h-0 min-w-0 flex-1 flex-col bg-surface outline-none"
      >
        {children}
      </main>
    </div>
  );
}

function Side({ member }: { member: Member }) {
  return (
    <>
      <div className="flex h-12 shrink-0 items-center px-2">
        <Brand />
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
