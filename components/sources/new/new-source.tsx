"use client";
import { useSuspenseQuery } from "@tanstack/react-query";
import { useState } from "react";
import { formatsOptions } from "@/lib/sources/options";
import type { RegisteredSource } from "@/lib/sources/view";
import { FirstEvent } from "../first-event";
import { ConnectLines } from "../connect-lines";
import { KeyOnce } from "../key-once";
import { CreatedHeader } from "./created-header";
import { NewSourceForm } from "./new-source-form";

/** Three steps on one page: name it, connect it with the key that is shown once, see it speak. */
export function NewSource({ address }: { address: string }) {
  const [made, setMade] = useState<RegisteredSource | null>(null);
  const { data: formats } = useSuspenseQuery(formatsOptions());
  const format = formats.items.find((one) => one.format === made?.format);
  return (
    <div className="min-h-0 flex-1 overflow-auto">
      <div className="mx-auto grid w-full max-w-5xl grid-cols-[minmax(0,1fr)] gap-8 px-4 py-6 md:py-8">
        {made === null || format === undefined ? (
          <NewSourceForm formats={formats.items} onMade={setMade} />
        ) : (
          <>
            <CreatedHeader source={made} title={format.title} />
            <FirstEvent id={made.id} name={made.name} />
            <KeyOnce text={made.key.text} />
            <ConnectLines
              address={address}
              source={made.name}
              format={format}
              keyText={made.key.text}
            />
          </>
        )}
      </div>
    </div>
  );
}
