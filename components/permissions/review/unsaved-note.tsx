"use client";
import Link from "next/link";
import { useState } from "react";
import { routes } from "@/lib/routes";
import { unsavedOf } from "../text/unsaved-texts";

/** What is reviewed is the saved text: says so where this tab holds another. */
export function UnsavedNote({ id }: { id: string }) {
  const [unsaved] = useState(() => unsavedOf(id));
  if (unsaved === undefined || unsaved.text === unsaved.from) return null;
  return (
    <p role="status" className="mt-4 rounded-md border bg-sunken px-3 py-2 text-sm">
      You have a text that is not saved. What stands here is of the saved one:{" "}
      <Link href={routes.draft(id)} className="font-medium underline underline-offset-2">
        go on writing
      </Link>
      .
    </p>
  );
}
