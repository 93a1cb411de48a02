"use client";
import { useSuspenseQuery } from "@tanstack/react-query";
import { useState } from "react";
import { keysOptions } from "@/lib/sources/options";
import type { MadeKey, SourceView } from "@/lib/sources/view";
import { KeyOnce } from "../key-once";
import { KeyRow } from "./key-row";
import { isLive } from "./key-state";
import { NewKeyForm } from "./new-key-form";

/** Live keys first, then those that are over; a new one is shown once above them. */
export function KeyList({ source }: { source: SourceView }) {
  const { data, dataUpdatedAt: now } = useSuspenseQuery(keysOptions(source.id));
  const [made, setMade] = useState<MadeKey | null>(null);
  const live = data.items.filter((key) => isLive(key, now));
  const over = data.items.filter((key) => !isLive(key, now)).toReversed();
  return (
    <>
      {made && <KeyOnce key={made.id} text={made.text} takeFocus />}
      <section aria-labelledby="live-keys" className="grid gap-3">
        <h2 id="live-keys" className="text-base font-semibold">
          Live keys
        </h2>
        {live.length === 0 ? (
          <p className="text-ink-2">None: nothing can come from this source.</p>
        ) : (
          <ul className="grid divide-y rounded-lg border">
            {live.map((key) => (
              <KeyRow key={key.id} item={key} now={now} isLast={live.length === 1} />
            ))}
          </ul>
        )}
      </section>
      {source.revokedAt === null && <NewKeyForm source={source} live={live} onMade={setMade} />}
      {over.length > 0 && (
        <section aria-labelledby="old-keys" className="grid gap-3">
          <h2 id="old-keys" className="text-base font-semibold">
            Revoked and expired
          </h2>
          <ul className="grid divide-y rounded-lg border">
            {over.map((key) => (
              <KeyRow key={key.id} item={key} now={now} isLast={false} />
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
