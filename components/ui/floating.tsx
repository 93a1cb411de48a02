"use client";
import { createContext, use, useId, useRef, useState } from "react";

type State = {
  open: boolean;
  /** How it was opened: where the focus goes then. */
  byKey: boolean;
  onOpen: (open: boolean, byKey?: boolean) => void;
  trigger: React.RefObject<HTMLButtonElement | null>;
  triggerId: string;
  contentId: string;
  /** Fetches the code of what is shown. */
  preload: () => void;
};
const Context = createContext<State | null>(null);

/** What opens next to its trigger. Its state alone: what floats is fetched when it is about to open. */
export function Floating({
  open: given,
  onOpenChange,
  preload = () => {},
  children,
}: {
  /** Kept by the parent, where there is one. */
  open?: boolean | undefined;
  onOpenChange?: (open: boolean) => void;
  preload?: () => void;
  children: React.ReactNode;
}) {
  const [own, setOwn] = useState(false);
  const [byKey, setByKey] = useState(false);
  const trigger = useRef<HTMLButtonElement>(null);
  const [triggerId, contentId] = [useId(), useId()];
  const onOpen = (next: boolean, key = false) => {
    setByKey(key);
    setOwn(next);
    onOpenChange?.(next);
  };
  const open = given ?? own;
  return (
    <Context value={{ open, byKey, onOpen, trigger, triggerId, contentId, preload }}>
      {children}
    </Context>
  );
}

export function useFloating(): State {
  const state = use(Context);
  if (state === null) throw new Error("there is no Floating around this");
  return state;
}

/** What every trigger has; `Panel` is what it opens. */
export function useTriggerProps(
  { onPointerEnter, onFocus }: React.ComponentProps<"button">,
  Panel: { preload: () => void },
) {
  const { open, trigger, triggerId, contentId, preload } = useFloating();
  const fetchCode = () => {
    Panel.preload();
    preload();
  };
  return {
    ref: trigger,
    id: triggerId,
    "aria-expanded": open,
    "aria-controls": open ? contentId : undefined,
    "data-state": open ? "open" : "closed",
    onPointerEnter: (event: React.PointerEvent<HTMLButtonElement>) => {
      fetchCode();
      onPointerEnter?.(event);
    },
    onFocus: (event: React.FocusEvent<HTMLButtonElement>) => {
      fetchCode();
      onFocus?.(event);
    },
  } as const;
}
