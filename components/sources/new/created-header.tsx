"use client";
import Link from "next/link";
import { useEffect, useRef } from "react";
import { routes } from "@/lib/routes";
import type { RegisteredSource } from "@/lib/sources/view";
import { buttonStyle } from "../../ui/button-style";

/** What was made, and the way to its page; takes the focus, since the form is gone. */
export function CreatedHeader({ source, title }: { source: RegisteredSource; title: string }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <div className="flex flex-wrap items-start justify-between gap-3">
      <div className="grid gap-1">
        <h2
          ref={heading}
          tabIndex={-1}
          className="text-lg font-semibold tracking-tight outline-none"
        >
          {source.name} is ready to be connected
        </h2>
        <p className="text-ink-2">It reads {title}. Leave this page open while you connect it.</p>
      </div>
      <Link href={routes.source(source.id)} className={buttonStyle({})}>
        Go to the source
      </Link>
    </div>
  );
}
