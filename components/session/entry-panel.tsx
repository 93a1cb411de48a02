import { Logo } from "../layout/logo";

/** The page of somebody who is not signed in yet: one narrow column. */
export function EntryPanel({
  title,
  lead,
  children,
}: {
  title: string;
  lead: React.ReactNode;
  children?: React.ReactNode;
}) {
  return (
    <main className="mx-auto grid min-h-dvh w-full max-w-[23rem] content-start gap-6 px-5 pt-[12vh] pb-12">
      <div className="flex items-center gap-2.5 text-base font-semibold tracking-tight">
        <Logo className="size-6" />
        Onbehalf
      </div>
      <div className="grid gap-1.5">
        <h1 className="text-xl font-semibold tracking-tight">{title}</h1>
        <p className="text-base text-ink-2">{lead}</p>
      </div>
      {children}
    </main>
  );
}
