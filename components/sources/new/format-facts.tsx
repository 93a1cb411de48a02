import type { FormatView } from "@/lib/sources/view";
import { CALLER_TRUST, DOWNSTREAM_TRUST } from "@/lib/sources/trust-words";
import { EvidenceBars } from "../../identity/evidence-bars";

/** What records of this format can prove, and how far they are trusted unless an admin says otherwise. */
export function FormatFacts({ format }: { format: FormatView }) {
  const { caller, downstream } = format.ceilings;
  return (
    <section
      aria-label={`What ${format.title} can prove`}
      className="grid gap-5 rounded-lg border bg-canvas p-5"
    >
      <div className="grid gap-1">
        <h2 className="text-base font-semibold">{format.title}</h2>
        <p className="text-xs text-ink-3">
          {format.format === "native"
            ? "For a sender of your own; the format of Onbehalf itself."
            : `Written against ${format.gatewayVersions}.`}
        </p>
      </div>
      <Fact title="What it says">{format.says}</Fact>
      <Fact title="Trust in what it says of the caller">
        <Grade grade={caller} side="caller" />
        {CALLER_TRUST[caller]}
      </Fact>
      <Fact title="Trust in what it says of the downstream identity">
        <Grade grade={downstream} side="ranAs" />
        {DOWNSTREAM_TRUST[downstream]}
      </Fact>
      <Fact title="Keys to map">
        {format.mapping === null ? (
          "None: the format has its names."
        ) : (
          <>
            {format.mapping.why}{" "}
            <span className="font-mono text-xs">{format.mapping.fields.join(", ")}</span>
          </>
        )}
      </Fact>
      <p className="text-xs text-ink-3">
        Trust and keys are settings of the source: change them when you know more about your
        gateway. Records that claim more than they are trusted for are lowered, not refused.
      </p>
    </section>
  );
}

function Fact({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <div className="grid gap-1">
      <h3 className="text-xs font-semibold text-ink-2">{title}</h3>
      <p className="text-sm text-ink-2">{children}</p>
    </div>
  );
}

function Grade({ grade, side }: React.ComponentProps<typeof EvidenceBars>) {
  return (
    <span className="mr-1.5 inline-flex items-center gap-1.5 font-medium text-ink">
      <EvidenceBars grade={grade} side={side} />
      up to {grade}:
    </span>
  );
}
