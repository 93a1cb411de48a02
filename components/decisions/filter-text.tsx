"use client";
import { useState } from "react";
import { Input } from "../ui/input";

/** A filter that is typed; it applies with Enter. */
export function FilterText({
  label,
  hint,
  text,
  onText,
}: {
  label: string;
  hint: string;
  text: string | undefined;
  onText: (text: string | undefined) => void;
}) {
  const [typed, setTyped] = useState(text ?? "");
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        onText(typed.trim() || undefined);
      }}
    >
      <Input
        aria-label={label}
        className="h-7 w-44 text-xs max-md:h-9"
        placeholder={hint}
        maxLength={1000}
        spellCheck={false}
        autoCapitalize="none"
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
    </form>
  );
}
