"use client";
import type { Choice } from "@/lib/approvals/model";
import { useWindowKeys } from "../../layout/use-window-keys";
import type { Missing } from "../card/reading";
import { goTo } from "../card/use-reading";

/**
 * `a` and `d` begin an answer, as its buttons do; as long as something is to be seen, they lead there.
 * Once it asks, the question has the keys.
 */
export function useAnswerKeys({
  may,
  read: { ready, missing },
  onBegin,
}: {
  may: Record<Choice, boolean>;
  read: { ready: boolean; missing: Missing | null };
  onBegin: (choice: Choice) => void;
}): (choice: Choice) => void {
  const begin = (choice: Choice) => {
    if (!may[choice]) return;
    if (missing) goTo(missing);
    else if (ready) onBegin(choice);
  };
  // Held down, the key would confirm what it asks.
  const press =
    (choice: Choice) =>
    ({ repeat }: KeyboardEvent) =>
      !repeat && begin(choice);
  useWindowKeys({ a: press("approve"), d: press("deny") });
  return begin;
}
