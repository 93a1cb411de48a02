"use client";
import { EditorView } from "@codemirror/view";
import { useEffectEvent, useLayoutEffect, useRef } from "react";
import { useNonce } from "../../layout/nonce";
import { createEditor, replaceText } from "./create-editor";
import type { EditorProps, GoTo } from "./policy-editor";
import { offsetAt, showProblems } from "./problem-marks";

/** The text with its parts and problems marked, search and undo. It takes over from the plain field. */
export function CodeEditor({
  label,
  noteId,
  text,
  problems,
  readOnly,
  onText,
  onSave,
  onReady,
}: Omit<EditorProps, "focusRef" | "onReady"> & {
  /** It stands in the page; `goTo` leads to a place in it. */
  onReady: (goTo: GoTo) => void;
}) {
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(null);
  const nonce = useNonce();
  const write = useEffectEvent((now: string) => onText(now));
  const save = useEffectEvent(() => onSave());
  const start = useEffectEvent((parent: HTMLElement) => {
    const made = createEditor({
      parent,
      text,
      label,
      noteId,
      readOnly,
      nonce,
      onText: (now) => write(now),
      onSave: () => save(),
    });
    onReady((place) => {
      const anchor = offsetAt(made.state.doc, place);
      const effects = EditorView.scrollIntoView(anchor, { y: "center" });
      made.dispatch({ selection: { anchor }, effects });
      made.focus();
    });
    return made;
  });
  useLayoutEffect(() => {
    if (!host.current) return;
    const made = start(host.current);
    view.current = made;
    return () => {
      view.current = null;
      made.destroy();
    };
  }, []);
  useLayoutEffect(() => {
    if (view.current) replaceText(view.current, text);
  }, [text]);
  useLayoutEffect(() => {
    view.current?.dispatch({ effects: showProblems.of(problems) });
  }, [problems]);
  return <div ref={host} className="h-full min-h-0" />;
}
