"use client";
import { useEffect, useEffectEvent, useImperativeHandle, useRef, useState } from "react";
import { InertText } from "../../ui/inert-text";
import type { CodeEditor } from "./code-editor";
import type { TextProblem } from "./text-problems";

export type GoTo = (place: { line: number; column: number }) => void;
export type EditorFocus = { goTo: GoTo };

export type EditorProps = {
  label: string;
  /** Of the element that lists what is wrong. */
  noteId?: string | undefined;
  text: string;
  problems: readonly TextProblem[];
  readOnly: boolean;
  focusRef?: React.Ref<EditorFocus> | undefined;
  onText: (text: string) => void;
  onSave: () => void;
  /** The editor has taken over from the plain field. */
  onReady?: (() => void) | undefined;
};

/** What stands there until the editor has loaded: enough for any screen. */
const FIRST_CHARACTERS = 20_000;

/** A policy's text. Where the editor cannot be loaded, a plain field does all that is needed. */
export function PolicyEditor({ focusRef, onReady, ...props }: EditorProps) {
  const { label, noteId, text, readOnly, onText, onSave } = props;
  const [Editor, setEditor] = useState<typeof CodeEditor | null>(null);
  const [failed, setFailed] = useState(false);
  const [taken, setTaken] = useState(false);
  const area = useRef<HTMLTextAreaElement>(null);
  const editor = useRef<GoTo>(null);
  useImperativeHandle(focusRef, () => ({
    goTo: (place) => {
      if (editor.current) editor.current(place);
      else if (area.current) goToInPlain(area.current, place);
    },
  }));
  const load = useEffectEvent(() => {
    import("./code-editor").then(
      (loaded) => setEditor(() => loaded.CodeEditor),
      () => setFailed(true),
    );
  });
  useEffect(() => load(), []);
  return (
    <div className="relative h-full min-h-0">
      {Editor && (
        <Editor
          key={String(readOnly)}
          {...props}
          onReady={(goTo) => {
            editor.current = goTo;
            setTaken(true);
            onReady?.();
          }}
        />
      )}
      {!taken && !failed && (
        <pre
          aria-hidden
          className="absolute inset-0 overflow-hidden py-2 pr-3 pl-[3.25rem] font-mono text-xs leading-5"
        >
          <InertText text={text.slice(0, FIRST_CHARACTERS)} lines />
        </pre>
      )}
      {failed && (
        <textarea
          ref={area}
          aria-label={label}
          aria-describedby={noteId}
          value={text}
          readOnly={readOnly}
          spellCheck={false}
          autoCapitalize="none"
          onChange={(event) => onText(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== "s" || !(event.metaKey || event.ctrlKey)) return;
            event.preventDefault();
            onSave();
          }}
          className="absolute inset-0 size-full resize-none bg-surface py-2 pr-3 pl-[3.25rem] font-mono text-xs leading-5 whitespace-pre text-ink outline-none"
        />
      )}
    </div>
  );
}

function goToInPlain(
  area: HTMLTextAreaElement,
  { line, column }: { line: number; column: number },
): void {
  const before = area.value.split("\n").slice(0, line - 1);
  const offset = before.reduce((sum, one) => sum + one.length + 1, 0) + column - 1;
  area.focus();
  area.setSelectionRange(offset, offset);
}
