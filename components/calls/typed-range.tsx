"use client";
import { CornerDownLeft } from "lucide-react";
import { useId, useState } from "react";
import { type PhraseRange, readPhrase } from "@/lib/time-phrase/read-phrase";
import { isInstant, rangeName } from "@/lib/time-range";
import { cn } from "../ui/cn";
import { InertText } from "../ui/inert-text";
import { Input } from "../ui/input";
import { Kbd } from "../ui/kbd";
import type { Zone } from "./use-zone";

/** A range in words, and what it is understood as while it is typed. */
export function TypedRange({
  zone,
  begin,
  onRange,
}: {
  zone: Zone;
  begin: string;
  onRange: (range: PhraseRange) => void;
}) {
  const noteId = useId();
  // As of the last key: what is shown is what Enter applies.
  const [typed, setTyped] = useState(() => ({ text: begin, now: Date.now() }));
  const [tried, setTried] = useState(false);
  const read = typed.text.trim() ? readPhrase(typed.text, typed.now, zone.name) : null;
  return (
    <form
      className="grid gap-1.5 border-b p-2"
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (read?.ok) onRange(read.range);
      }}
    >
      <div className="relative">
        <Input
          // The menu was opened to choose a range, and may have been open before this had loaded.
          autoFocus
          value={typed.text}
          onChange={(event) => {
            setTyped({ text: event.target.value, now: Date.now() });
            setTried(false);
          }}
          aria-label={`Type a range, in ${zone.name}`}
          aria-describedby={noteId}
          aria-invalid={tried && read?.ok === false}
          placeholder="last tue 14:00-15:00"
          spellCheck={false}
          autoComplete="off"
          autoCapitalize="none"
          enterKeyHint="go"
          className="pr-8"
        />
        {read?.ok && (
          <span
            aria-hidden
            className="pointer-events-none absolute inset-y-0 right-1.5 grid place-items-center"
          >
            <Kbd>
              <CornerDownLeft className="size-3" />
            </Kbd>
          </span>
        )}
      </div>
      <div id={noteId} aria-live="polite" className="min-h-10 px-1 text-2xs text-ink-3">
        {read === null && (
          <p>A range in words, such as yesterday, 3d, since monday or 20 nov 9:00-17:00</p>
        )}
        {read?.ok === false && (
          <p className={cn(tried && "text-danger")}>
            <InertText text={read.reason} />
          </p>
        )}
        {read?.ok && <Understood range={read.range} zone={zone} />}
      </div>
    </form>
  );
}

/** In the zone of the page and, where instants are named, in the other one too. */
function Understood({ range, zone }: { range: PhraseRange; zone: Zone }) {
  const other = zone.mode === "utc" ? zone.local : "UTC";
  const named = isInstant(range.from) || isInstant(range.to ?? "");
  if (!named) return <p className="text-xs text-ink">{rangeName(range, zone.name)}</p>;
  return (
    <dl className="grid gap-0.5">
      {[...new Set([zone.name, other])].map((name, position) => (
        <div key={name} className={cn(position === 0 && "text-ink")}>
          <dt className="inline">{name}: </dt>
          <dd className="inline tabular-nums">{rangeName(range, name)}</dd>
        </div>
      ))}
    </dl>
  );
}
