"use client";
import { useQuery } from "@tanstack/react-query";
import { approvalsOptions } from "@/lib/approvals/options";
import { Button } from "../../ui/button";

/** Where the card covers the list: back to it, and on to the next that waits for the viewer. */
export function WaysOn({
  id,
  onClose,
  onNext,
}: {
  /** Of the one that is over. */
  id: string;
  onClose: () => void;
  onNext: (id: string) => void;
}) {
  // Only listens: the list asks for it.
  const { data } = useQuery({ ...approvalsOptions({}), enabled: false });
  const waiting = data?.items.filter((one) => one.id !== id && one.state === "pending") ?? [];
  const [next] = waiting;
  return (
    <div className="grid gap-2.5 short:sm:col-auto! short:sm:flex short:sm:items-center lg:hidden">
      {data && !next && <p className="text-ink-2">Nothing else waits for you.</p>}
      <div className="flex gap-2 *:flex-1">
        <Button size="lg" onClick={onClose}>
          Back to the list
        </Button>
        {next && (
          <Button size="lg" variant="primary" onClick={() => onNext(next.id)}>
            Next ({waiting.length.toLocaleString("en")}
            {data?.next ? "+" : ""} {waiting.length === 1 ? "waits" : "wait"})
          </Button>
        )}
      </div>
    </div>
  );
}
