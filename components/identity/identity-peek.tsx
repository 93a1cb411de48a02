"use client";
import { useRef, useState } from "react";
import { markedText } from "@/lib/hostile-text";
import { onDemand } from "../ui/on-demand";
import { Popover, PopoverContent, PopoverTrigger } from "../ui/popover";
import { IdentityChip, type ChipProps } from "./identity-chip";
import { identityLabel } from "./identity-label";

const IdentityFacts = onDemand(async () => (await import("./identity-facts")).IdentityFacts);

const OPEN_AFTER_MS = 350;
const CLOSE_AFTER_MS = 120;

/**
 * A chip that shows the whole identity when pointed at, and stays open with its actions when pressed.
 */
export function IdentityPeek({
  chip,
  actions,
  tabIndex,
}: {
  chip: ChipProps;
  actions?: React.ReactNode;
  tabIndex?: number;
}) {
  const [open, setOpen] = useState<"no" | "hover" | "pressed">("no");
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  if (!chip.identity) return <IdentityChip {...chip} />;

  function later(ms: number, next: "no" | "hover") {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setOpen((now) => (now === "pressed" ? now : next)), ms);
  }
  return (
    <Popover
      preload={IdentityFacts.preload}
      open={open !== "no"}
      onOpenChange={(wanted) => {
        clearTimeout(timer.current);
        setOpen(wanted || open === "hover" ? (open === "pressed" ? "no" : "pressed") : "no");
      }}
    >
      <PopoverTrigger
        tabIndex={tabIndex}
        aria-label={chipSentence(chip)}
        onClick={(event) => event.stopPropagation()}
        onPointerEnter={(event) => event.pointerType === "mouse" && later(OPEN_AFTER_MS, "hover")}
        onPointerLeave={() => later(CLOSE_AFTER_MS, "no")}
        className="flex max-w-full min-w-0 rounded-md hover:brightness-[0.98] dark:hover:brightness-125"
      >
        <IdentityChip {...chip} />
      </PopoverTrigger>
      <PopoverContent
        aria-label={chipSentence(chip)}
        onClick={(event) => event.stopPropagation()}
        onPointerEnter={() => clearTimeout(timer.current)}
        onPointerLeave={() => later(CLOSE_AFTER_MS, "no")}
        onOpenAutoFocus={(event) => open === "hover" && event.preventDefault()}
        onCloseAutoFocus={(event) => open === "hover" && event.preventDefault()}
        onEscapeKeyDown={() => setOpen("no")}
        onInteractOutside={() => setOpen("no")}
        className="w-80"
      >
        <IdentityFacts {...chip} identity={chip.identity} />
        {actions && <div className="border-t p-1.5">{actions}</div>}
      </PopoverContent>
    </Popover>
  );
}

function chipSentence({ side, identity, kind = null, evidence }: ChipProps): string {
  if (!identity) return "";
  const { name, hint } = identityLabel(identity, kind);
  const role = side === "caller" ? "Caller" : "Ran as";
  return markedText(`${role} ${name}${hint ? ` (${hint})` : ""}${evidence ? `, ${evidence}` : ""}`);
}
