"use client";
import { useState } from "react";
import { parseQuery } from "@/lib/calls/query-language/parse";

export type QueryDraft = {
  /** What stands in the bar. */
  text: string;
  /** The text that could not be read when it was applied; null once it is typed on. */
  refused: string | null;
  dirty: boolean;
  write: (text: string) => void;
  apply: () => void;
  revert: () => void;
};

/** The text in the bar beside the applied query. Another applied query replaces it. */
export function useQueryDraft(
  query: string,
  onQuery: (query: string) => void,
  /** Told of each query that is applied in the bar. */
  onApplied: (query: string) => void,
): QueryDraft {
  const [applied, setApplied] = useState(query);
  const [text, setText] = useState(query);
  const [refused, setRefused] = useState<string | null>(null);
  if (applied !== query) {
    setApplied(query);
    setText(query);
    setRefused(null);
  }
  const write = (next: string) => {
    setText(next);
    setRefused(null);
  };
  return {
    text,
    refused,
    dirty: text.trim() !== query,
    write,
    apply: () => {
      const wanted = text.trim();
      const readable = parseQuery(wanted).ok;
      setRefused(readable ? null : wanted);
      if (readable) onApplied(wanted);
      if (readable && wanted !== query) onQuery(wanted);
    },
    revert: () => write(query),
  };
}
