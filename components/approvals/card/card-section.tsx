"use client";
import { useId } from "react";
import { useReading } from "./use-reading";

/** One part of the card. Both of its ends must have been on the screen before anything is decided. */
export function CardSection({
  title,
  aside,
  children,
}: {
  title: string;
  aside?: React.ReactNode;
  children: React.ReactNode;
}) {
  const { section } = useReading();
  const id = useId();
  return (
    <section aria-labelledby={id} className="grid grid-cols-[minmax(0,1fr)] gap-2.5">
      <div className="flex min-h-7 items-center justify-between gap-2">
        <h3 id={id} ref={section(title, "start")} className="text-sm font-semibold">
          {title}
        </h3>
        {aside}
      </div>
      {children}
      <span aria-hidden ref={section(title, "end")} className="-mt-2.75 block h-px" />
    </section>
  );
}
