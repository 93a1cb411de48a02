import type { PolicyVersionView } from "@/lib/policy/view";
import { ActorName } from "../actor-name";

type Version = Pick<PolicyVersionView, "agreedBy" | "overrodeTests" | "singleAdmin" | "restores">;

/** What was out of the ordinary with a publication, in words; nothing for an ordinary one. */
export function VersionMarks({ version }: { version: Version }) {
  const marks = marksOf(version);
  if (marks.length === 0) return null;
  return (
    <ul className="flex flex-wrap gap-1">
      {marks.map(({ key, words }) => (
        <li key={key} className="rounded border border-line-strong px-1.5 text-2xs text-ink-2">
          {words}
        </li>
      ))}
    </ul>
  );
}

function marksOf({ agreedBy, overrodeTests, singleAdmin, restores }: Version) {
  return [
    ...(restores === null ? [] : [{ key: "restores", words: `brings back version ${restores}` }]),
    ...(agreedBy === null
      ? []
      : [
          {
            key: "agreed",
            words: (
              <>
                agreed to by <ActorName name={agreedBy} />
              </>
            ),
          },
        ]),
    ...(overrodeTests ? [{ key: "tests", words: "failing tests overridden" }] : []),
    ...(singleAdmin ? [{ key: "single", words: "by one admin alone" }] : []),
  ];
}
