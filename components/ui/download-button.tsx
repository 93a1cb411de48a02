"use client";
import { Download } from "lucide-react";
import { markedText } from "@/lib/hostile-text";

/** Saves `text` exactly, as a file that the browser makes: nothing is asked of the server. */
export function DownloadButton({
  text,
  filename,
  label,
}: {
  text: string;
  /** What it cannot have in it is left out. */
  filename: string;
  /** What is saved, for assistive technology and the hover. */
  label: string;
}) {
  return (
    <button
      type="button"
      title={markedText(label)}
      aria-label={markedText(label)}
      onClick={() => save(text, filename.replaceAll(/[^\w.-]+/g, "-"))}
      className="inline-flex h-6 items-center gap-1.5 rounded-md px-1.5 text-xs text-ink-3 hover:bg-hover hover:text-ink"
    >
      <Download aria-hidden className="size-3.5" />
      Download
    </button>
  );
}

function save(text: string, filename: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: "text/plain" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = filename;
  link.click();
  // The browser has taken the address over once it has begun.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
