"use client";
import { useEffect, useRef, useState } from "react";
import { isOpenDraft, type DraftView } from "@/lib/policy/drafts/model";
import { Age } from "../../ui/age";
import { InertText } from "../../ui/inert-text";
import { ActorName } from "../actor-name";
import { Since } from "../since";
import { VersionLink } from "./state-label";

/** What became of a draft that can be changed no more; nothing for one that can. */
export function DraftEnded({ draft, now }: { draft: DraftView; now: number }) {
  const { state, publishedAs, inForce, ended } = draft;
  const isOver = !isOpenDraft(state) && ended !== null;
  const said = useRef<HTMLParagraphElement>(null);
  const [wasOpen] = useState(!isOver);
  // The button that ended it is gone with the form: the reader goes on at what came of it.
  useEffect(() => {
    if (wasOpen && isOver && document.activeElement === document.body) said.current?.focus();
  }, [wasOpen, isOver]);
  if (!isOver) return null;
  return (
    <p
      ref={said}
      tabIndex={-1}
      role="status"
      className="border-b bg-sunken px-3 py-2 text-sm wrap-anywhere outline-none md:px-4"
    >
      {state === "published" && publishedAs !== null ? (
        <>
          {publishedAs === inForce ? "In force since" : "Published"}{" "}
          <Since iso={ended.at} now={now} /> as <VersionLink number={publishedAs} />, by{" "}
          <ActorName name={ended.by} />
          {publishedAs !== inForce && (
            <>
              ; <VersionLink number={inForce} /> is in force by now
            </>
          )}
        </>
      ) : (
        <>
          Discarded <Age iso={ended.at} now={now} /> by <ActorName name={ended.by} />
        </>
      )}
      {ended.reason && (
        <>
          {": "}
          <InertText text={ended.reason} />
        </>
      )}
    </p>
  );
}
