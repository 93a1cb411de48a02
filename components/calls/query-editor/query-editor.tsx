"use client";
import { EditorView } from "@codemirror/view";
import { useEffect, useEffectEvent, useId, useLayoutEffect, useRef } from "react";
import { parseQuery } from "@/lib/calls/query-language/parse";
import { useNonce } from "../../layout/nonce";
import type { BarProps } from "../query-input";
import { CompletionList } from "./completion-list";
import {
  createEditor,
  type EditorChange,
  type EditorKeys,
  replaceText,
  setAttributes,
} from "./create-editor";
import { showMistake } from "./query-marks";
import { useCompletionMenu } from "./use-completion-menu";

/** How long nobody types before a mistake further back is shown. */
const PAUSE_MS = 800;

/** The bar with its parts marked, completion and undo. It takes over from the plain input. */
export function QueryEditor({
  draft,
  noteId,
  invalid,
  hint,
  payload,
  range,
  onHistory,
  input,
  onReady,
}: BarProps & {
  /** The plain input that is on the screen while this one is made. */
  input: React.RefObject<HTMLInputElement | null>;
  /** It stands in the page; `focus` is how it gets the focus. */
  onReady: (focus: () => void) => void;
}) {
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(null);
  const listId = useId();
  const nonce = useNonce();
  const { text, refused } = draft;
  const menu = useCompletionMenu({ view, payload, range });

  const keys: EditorKeys = {
    Enter: () => {
      if (menu.takeActive()) return true;
      menu.close();
      draft.apply();
      return true;
    },
    Escape: () => {
      if (menu.open) menu.close();
      else if (draft.dirty) draft.revert();
      else return false;
      return true;
    },
    Tab: () => menu.takeActive() || menu.takeFirst(),
    ArrowDown: () => menu.move(1),
    ArrowUp: () => menu.move(-1) || (isOnFirstLine(view.current) && onHistory()),
    "Ctrl-Space": () => menu.show(),
  };
  const press = useEffectEvent((key: keyof EditorKeys) => keys[key]());
  const change = useEffectEvent((now: EditorView, what: EditorChange) => {
    if (what.edited) draft.write(now.state.sliceDoc());
    menu.follow(now, what);
  });
  const start = useEffectEvent((parent: HTMLElement) => {
    const plain = input.current;
    // An input shows a query of several lines as one: its places are then others.
    const end = text.length;
    const same = plain?.value === text;
    const selection = {
      anchor: (same ? plain.selectionStart : null) ?? end,
      head: (same ? plain.selectionEnd : null) ?? end,
    };
    const made = createEditor({
      parent,
      text,
      selection,
      hint,
      nonce,
      keys: {
        Enter: () => press("Enter"),
        Escape: () => press("Escape"),
        Tab: () => press("Tab"),
        ArrowDown: () => press("ArrowDown"),
        ArrowUp: () => press("ArrowUp"),
        "Ctrl-Space": () => press("Ctrl-Space"),
      },
      onChange: (now, what) => change(now, what),
    });
    if (plain && document.activeElement === plain) made.focus();
    onReady(() => made.focus());
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
  const { active, open } = menu;
  useLayoutEffect(() => {
    if (!view.current) return;
    setAttributes(view.current, {
      "aria-label": "Query",
      "aria-multiline": "false",
      "aria-describedby": noteId,
      "aria-invalid": String(invalid),
      "aria-autocomplete": "list",
      ...(open ? { "aria-controls": listId } : {}),
      ...(open && active >= 0 ? { "aria-activedescendant": `${listId}-${active}` } : {}),
      spellcheck: "false",
      autocapitalize: "none",
      enterkeyhint: "search",
    });
  }, [noteId, invalid, open, active, listId]);
  useEffect(() => {
    const now = view.current;
    if (!now) return;
    if (refused !== null) {
      const parsed = parseQuery(text);
      now.dispatch({ effects: showMistake.of("refused") });
      if (!parsed.ok) now.dispatch({ effects: EditorView.scrollIntoView(parsed.error.from) });
      return;
    }
    const timer = setTimeout(() => now.dispatch({ effects: showMistake.of("paused") }), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text, refused]);
  return (
    <>
      <div
        ref={host}
        onBlur={menu.close}
        className="h-full [--bar-line:1rem] max-md:[--bar-line:1.5rem]"
      />
      {open && (
        <CompletionList
          id={listId}
          offers={menu.offers}
          active={active}
          left={menu.left}
          onTake={menu.take}
        />
      )}
      <span role="status" className="sr-only">
        {open ? menu.status : ""}
      </span>
    </>
  );
}

function isOnFirstLine(view: EditorView | null): boolean {
  if (!view) return false;
  const { main } = view.state.selection;
  const above = view.moveVertically(main, false);
  return main.empty && (above.head === main.head || above.head === 0);
}
