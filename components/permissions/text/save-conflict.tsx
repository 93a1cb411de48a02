"use client";
import { useMemo } from "react";
import { takeIn } from "@/lib/policy/take-in";
import { ConfirmButton } from "../../ui/confirm-button";
import { Button } from "../../ui/button";
import { ActorName } from "../actor-name";
import { BothChanges } from "../both-changes";
import { TakenInWords } from "../taken-in-words";
import type { DraftText, Theirs } from "./use-draft-text";

/** Somebody else saved first: their change beside yours, and the ways on. Nothing is written over. */
export function SaveConflict({ written, theirs }: { written: DraftText; theirs: Theirs }) {
  const { text, from } = written;
  const taken = useMemo(
    () => takeIn({ base: from, theirs: theirs.document, yours: text }),
    [from, theirs.document, text],
  );
  return (
    <section
      role="alert"
      aria-label="Somebody else saved first"
      className="grid max-h-[55dvh] shrink-0 gap-3 overflow-auto border-b bg-canvas px-3 py-3 md:px-4"
    >
      <div className="grid gap-1">
        <h2 className="text-base font-semibold">
          <ActorName name={theirs.savedBy} /> saved this draft before you
        </h2>
        <p className="max-w-[72ch] text-sm text-ink-2">
          Your text is not saved, and nothing of theirs is written over.{" "}
          <TakenInWords taken={taken} />
        </p>
      </div>
      <div className="flex flex-wrap gap-2">
        {taken.ok && (
          <Button size="sm" variant="primary" onClick={() => written.settle(taken.text)}>
            Take theirs into mine
          </Button>
        )}
        {!taken.ok && (
          <Button size="sm" onClick={() => written.settle(text)}>
            I have taken in what I want of theirs
          </Button>
        )}
        <ConfirmButton
          label="Drop mine"
          title="Drop your text?"
          action="Drop mine, keep theirs"
          explanation="What you wrote since your last save is gone; the editor can still undo it."
          withReason={false}
          run={async () => written.settle(theirs.document)}
        />
      </div>
      <BothChanges
        base={from}
        theirs={{ title: "Their change", label: "Their change", text: theirs.document }}
        yours={{ title: "Your change", label: "Your change", text }}
      />
    </section>
  );
}
