import { Logo } from "./logo";

/** The product's frame where nobody can be asked who is signed in. */
export function BareFrame({ children }: { children: React.ReactNode }) {
  return (
    <div className="flex min-h-dvh flex-col">
      <header className="flex h-12 shrink-0 items-center gap-2 border-b px-4 text-base font-semibold tracking-tight">
        <Logo className="size-5" />
        Onbehalf
      </header>
      <main className="flex-1 bg-surface">{children}</main>
    </div>
  );
}
