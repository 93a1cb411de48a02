"use client";
import { useMutation } from "@tanstack/react-query";
import Link from "next/link";
import type { ArgumentsTest } from "@/lib/policy/arguments/view";
import { testArguments } from "@/lib/policy/reach/requests";
import { routes } from "@/lib/routes";
import { Button } from "../../ui/button";
import { InertText } from "../../ui/inert-text";
import { Notice } from "../../ui/notice";

/** The condition run over past calls of the tool; each run is recorded. */
export function ArgumentTester({ tool, schema }: { tool: string; schema: unknown }) {
  const test = useMutation({ mutationFn: () => testArguments(tool, schema) });
  return (
    <div className="grid gap-2">
      <div>
        <Button
          size="sm"
          disabledReason={
            schema === undefined
              ? "There is no condition yet"
              : test.isPending
                ? "Calls are being tried…"
                : null
          }
          onClick={() => test.mutate()}
        >
          Try on past calls
        </Button>
      </div>
      {test.error && (
        <Notice>
          <InertText text={test.error.message} />
        </Notice>
      )}
      {test.data && <Result result={test.data} />}
    </div>
  );
}

function Result({ result: { calls, tested } }: { result: ArgumentsTest }) {
  if (tested === null) {
    return (
      <p role="status" className="text-xs text-ink-2">
        {calls === null ? "Fewer than 5 calls" : `${calls.toLocaleString("en")} calls`} in 30 days.
        How many of them fit needs the permission payload:read.
      </p>
    );
  }
  const { fits, fails, without, redacted, examples } = tested;
  const said = [
    `${fits.toLocaleString("en")} fit`,
    `${fails.toLocaleString("en")} do not`,
    ...(without > 0 ? [`${without.toLocaleString("en")} have no arguments left`] : []),
    ...(redacted > 0 ? [`${redacted.toLocaleString("en")} cannot be told: redacted`] : []),
  ];
  return (
    <div role="status" className="grid gap-1 text-xs text-ink-2">
      <p>Of the newest calls in 30 days {said.join(", ")}.</p>
      <Examples label="These fit" examples={examples.filter((one) => one.fits)} />
      <Examples label="These do not" examples={examples.filter((one) => !one.fits)} />
    </div>
  );
}

function Examples({
  label,
  examples,
}: {
  label: string;
  examples: NonNullable<ArgumentsTest["tested"]>["examples"];
}) {
  if (examples.length === 0) return null;
  return (
    <ul aria-label={label} className="flex flex-wrap gap-x-2 gap-y-1">
      <li aria-hidden>{label}:</li>
      {examples.map(({ call }, at) => (
        <li key={call}>
          <Link href={routes.calls({ call })} prefetch={false} className="underline">
            call {at + 1}
          </Link>
        </li>
      ))}
    </ul>
  );
}
