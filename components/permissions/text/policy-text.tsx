"use client";
import { PolicyEditor } from "./policy-editor";

const nothing = () => undefined;

/** A text that nobody changes any more, with numbers of lines and search. */
export function PolicyText({ label, text }: { label: string; text: string }) {
  return (
    <div className="h-[60dvh] min-h-80 overflow-hidden rounded-md border">
      <PolicyEditor
        label={label}
        text={text}
        problems={NONE}
        readOnly
        onText={nothing}
        onSave={nothing}
      />
    </div>
  );
}

const NONE = [] as const;
