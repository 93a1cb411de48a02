"use client";
import { useQuery } from "@tanstack/react-query";
import type { ErasurePreview, ErasureScope } from "@/lib/erasure/model";
import { erasurePreviewOptions } from "@/lib/erasure/options";

/** What an erasure reaches and what it does not, before it is asked for. */
export function ErasurePreviewPanel({ scope }: { scope: ErasureScope }) {
  const { data, error } = useQuery(erasurePreviewOptions(scope));
  return (
    <div
      role="status"
      className="grid min-h-24 content-start gap-1.5 rounded-md border bg-sunken px-3 py-2.5 text-sm"
    >
      {error ? (
        <p className="text-danger">{error.message}</p>
      ) : data === undefined ? (
        <p className="text-ink-3">Counting what would go…</p>
      ) : (
        <Told preview={data} scope={scope} />
      )}
    </div>
  );
}

function Told({ preview, scope }: { preview: ErasurePreview; scope: ErasureScope }) {
  const { calls, oldest, newest, names, stays } = preview;
  const time = oldest && newest && ` of ${oldest.slice(0, 10)} to ${newest.slice(0, 10)}`;
  const goes = [
    scope.payloads && `the payloads of ${counted(calls, "call")}${calls === 0 ? "" : time}`,
    scope.directory && `the names of ${counted(names.principals, "principal")}${held(names)}`,
  ].filter((one) => typeof one === "string");
  return (
    <>
      <p className="font-medium">Erases {goes.join("; ")}.</p>
      {stays.length > 0 && (
        <p className="text-ink-2">
          Still named, because an admin decided it:{" "}
          {stays.map(({ what, n }) => `${n.toLocaleString("en")} × ${what}`).join(", ")}.
        </p>
      )}
      <p className="text-ink-2">
        Not reached: the admin log, backups, and records in quarantine, which cannot be told to be
        anybody’s; those expire.
      </p>
    </>
  );
}

/** What goes with a person's row, where there is some. */
function held({ groups, clients }: ErasurePreview["names"]): string {
  const lost = [
    groups > 0 && counted(groups, "membership of a group", "memberships of groups"),
    clients > 0 && counted(clients, "owned client"),
  ].filter((one) => typeof one === "string");
  return lost.map((one) => `, ${one}`).join("");
}

const counted = (n: number, noun: string, nouns = `${noun}s`) =>
  `${n.toLocaleString("en")} ${n === 1 ? noun : nouns}`;
