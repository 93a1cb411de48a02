"use client";
import { useSuspenseQuery } from "@tanstack/react-query";
import { singleAdminOptions } from "@/lib/policy/options";
import type { SingleAdmin } from "@/lib/policy/guard/review-view";
import { SingleAdminSwitch } from "./single-admin-switch";

/** Whether one admin may publish alone what takes two, and the switch for it. */
export function SingleAdminMode() {
  const { data: mode } = useSuspenseQuery(singleAdminOptions());
  return (
    <section
      aria-label="Single-admin mode"
      className="flex flex-wrap items-center gap-x-6 gap-y-2 border-b px-3 py-3 md:px-4"
    >
      <div className="grid min-w-0 flex-1 basis-80 gap-0.5">
        <h2 className="text-sm font-semibold">Single-admin mode is {mode.on ? "on" : "off"}</h2>
        <p className="max-w-[84ch] text-xs text-ink-2">{meaning(mode)}</p>
      </div>
      <SingleAdminSwitch mode={mode} />
    </section>
  );
}

function meaning({ why, admins }: SingleAdmin): string {
  if (why === null)
    return `A change that gives its author more, or that fails a test, needs the yes of a second admin; ${admins} members may publish.`;
  const alone =
    "One admin may publish alone even a change that gives them more or that fails a test; the version then says so for good.";
  return why === "set"
    ? `${alone} An owner or the operator switched it on.`
    : `${alone} Nobody else may publish; it ends when a second member may.`;
}
