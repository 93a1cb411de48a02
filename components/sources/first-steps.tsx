import { Check } from "lucide-react";
import Link from "next/link";
import { routes } from "@/lib/routes";
import { buttonStyle } from "../ui/button-style";
import { cn } from "../ui/cn";
import { CommandLine } from "../ui/command-line";
import { WhoCanConnect } from "./no-sources";

/** The way from an empty deployment to the first verdicts, with where one stands. */
export function FirstSteps({
  connected,
  mayConnect,
}: {
  /** There is a source already. */
  connected: boolean;
  mayConnect: boolean;
}) {
  return (
    <ol aria-label="First steps" className="grid gap-5 pt-2">
      <Step n={1} title="Connect a source, or import a file" done={connected} current={!connected}>
        {connected ? null : mayConnect ? (
          <>
            <p>
              Give a gateway a key of its own and the lines that make it send its records; or import
              a file of records on the server, to look around first.
            </p>
            <p>
              <Link href={routes.newSource()} className={buttonStyle({ variant: "primary" })}>
                Connect a source
              </Link>
            </p>
            <CommandLine command="npm run cli -- import --format toolhive audit.jsonl" />
          </>
        ) : (
          <WhoCanConnect />
        )}
      </Step>
      <Step n={2} title="Declare the servers" current={connected}>
        <p>
          Most gateways do not log the downstream credential, so their calls are unknown at first.
          Say once per server how it signs in.
        </p>
        {connected && (
          <p>
            <Link href={routes.servers()} className={buttonStyle({})}>
              Declare the servers
            </Link>
          </p>
        )}
      </Step>
      <Step n={3} title="See the first verdicts">
        <p>Each call then says as whom it ran, and whether that stands for who asked.</p>
      </Step>
    </ol>
  );
}

function Step({
  n,
  title,
  done = false,
  current = false,
  children,
}: {
  n: number;
  title: string;
  done?: boolean;
  current?: boolean;
  children: React.ReactNode;
}) {
  return (
    <li
      aria-current={current ? "step" : undefined}
      className="grid grid-cols-[1.5rem_minmax(0,1fr)] gap-x-3"
    >
      <span
        aria-hidden
        className={cn(
          "grid size-6 place-items-center rounded-full border border-line-strong text-xs text-ink-3 tabular-nums",
          (current || done) && "border-ink bg-ink font-medium text-surface",
        )}
      >
        {done ? <Check className="size-3.5" /> : n}
      </span>
      <div className="grid gap-2">
        <h3
          className={cn("text-base leading-6", current ? "font-semibold text-ink" : "text-ink-2")}
        >
          {title}
          {done && <span className="sr-only"> (done)</span>}
        </h3>
        <div className="grid gap-2.5 text-sm text-ink-2">{children}</div>
      </div>
    </li>
  );
}
