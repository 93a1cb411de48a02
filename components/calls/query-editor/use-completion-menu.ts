"use client";
import type { EditorView } from "@codemirror/view";
import { useState } from "react";
import {
  type CompletionPlace,
  completionPlace,
  insertion,
} from "@/lib/calls/query-language/complete";
import { type Offer, useCompletions } from "./use-completions";

/** Where the caret was when something was last offered there. */
type At = { text: string; caret: number; place: CompletionPlace; left: number };

/** The list of completions: when it opens, which one is active, and taking one. */
export function useCompletionMenu({
  view,
  payload,
  range,
}: {
  view: React.RefObject<EditorView | null>;
  payload: boolean;
  range: { from: string; to: string };
}) {
  const [at, setAt] = useState<At | null>(null);
  const [active, setActive] = useState(-1);
  const offers = useCompletions({ text: at?.text ?? "", place: at?.place ?? null, range, payload });
  const { items, values } = offers;
  const open = at !== null && (items.length > 0 || values !== null);
  const chosen = Math.min(active, items.length - 1);

  const openAt = (now: EditorView) => {
    setAt(placeOf(now));
    setActive(-1);
  };
  const close = () => setAt(null);
  const take = (offer: Offer) => {
    if (!at || !view.current) return;
    const change = insertion(at.text, at.place, offer);
    view.current.dispatch({
      changes: change,
      selection: { anchor: change.from + change.insert.length },
      userEvent: "input.complete",
      scrollIntoView: true,
    });
    if (at.place.expected.kind === "value") close();
  };
  const takeAt = (position: number) => {
    const offer = open ? items[position] : undefined;
    if (offer) take(offer);
    return offer !== undefined;
  };
  return {
    open,
    offers,
    active: chosen,
    left: at?.left ?? 0,
    status: values?.items.length === 0 ? values.note : `${items.length} completions`,
    close,
    take,
    takeActive: () => takeAt(chosen),
    /** Only of what is being written: behind a finished word, Tab leaves the bar. */
    takeFirst: () => at !== null && at.place.typed !== "" && takeAt(0),
    show: () => {
      if (view.current) openAt(view.current);
      return true;
    },
    /** Opens where it moves down; false where there is nothing to move in. */
    move: (step: 1 | -1) => {
      if (!open && step === 1 && view.current) openAt(view.current);
      if (!open || items.length === 0) return step === 1;
      const next = chosen + step;
      setActive(next >= items.length ? 0 : next < 0 ? items.length - 1 : next);
      return true;
    },
    /** After each change of the editor: typing opens the list, a caret that only moves closes it. */
    follow: (now: EditorView, { typed, moved }: { typed: boolean; moved: boolean }) => {
      if (typed && !now.composing) openAt(now);
      else if (!moved || now.state.selection.main.head !== at?.caret) close();
    },
  };
}

function placeOf(view: EditorView): At | null {
  const { head, empty } = view.state.selection.main;
  const text = view.state.sliceDoc();
  const place = empty ? completionPlace(text, head) : null;
  if (!place) return null;
  const bar = view.dom.closest("search")?.getBoundingClientRect().left ?? 0;
  const left = (view.coordsAtPos(place.from)?.left ?? bar) - bar;
  return { text, caret: head, place, left: Math.max(0, left - 8) };
}
