"use client";
import { Check, Copy, type LucideIcon } from "lucide-react";
import { useState } from "react";
import { markedText } from "@/lib/hostile-text";
import { cn } from "./cn";

/** Copies `text` exactly; says so for two seconds. */
export function CopyButton({
  text,
  label,
  icon = Copy,
  children,
  className,
}: {
  text: string | (() => string);
  /** What it copies, for assistive technology and the hover. */
  label: string;
  icon?: LucideIcon;
  /** Visible words; without, only the icon. */
  children?: React.ReactNode;
  className?: string;
}) {
  const [copied, setCopied] = useState(false);
  const Icon = copied ? Check : icon;
  async function copy() {
    await navigator.clipboard.writeText(typeof text === "string" ? text : text());
    setCopied(true);
    setTimeout(() => setCopied(false), 2000);
  }
  return (
    <button
      type="button"
      title={markedText(label)}
      aria-label={copied ? "Copied" : markedText(label)}
      onClick={() => void copy()}
      className={cn(
        "inline-flex h-6 min-w-6 items-center justify-center gap-1.5 rounded-md text-xs text-ink-3 hover:bg-hover hover:text-ink",
        children ? "px-1.5" : "px-1",
        className,
      )}
    >
      <Icon aria-hidden className="size-3.5" />
      {children}
    </button>
  );
}
