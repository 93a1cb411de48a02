"use client";
import { liveProblem } from "@/lib/calls/address";
import type { CallsAddress } from "@/lib/routes";
import { useWindowKeys } from "../layout/use-window-keys";
import { Button } from "../ui/button";
import { cn } from "../ui/cn";
import type { Go } from "./use-calls-address";

/** New calls are added as they come, or not. */
export function LiveToggle({ address, go }: { address: CallsAddress; go: Go }) {
  const on = address.live === "on";
  const problem = on ? null : liveProblem(address);
  const toggle = () => go({ live: on ? undefined : "on" }, { replace: true });
  useWindowKeys({ l: () => problem === null && toggle() });
  return (
    <Button
      aria-pressed={on}
      disabledReason={problem}
      title={on ? "Stop adding new calls (l)" : "Add new calls as they come (l)"}
      onClick={toggle}
      className="font-normal"
    >
      <span
        aria-hidden
        className={cn(
          "size-2 rounded-full border",
          on ? "border-accent bg-accent motion-safe:animate-pulse" : "border-ink-3",
        )}
      />
      <span className="max-sm:sr-only">Live</span>
    </Button>
  );
}
