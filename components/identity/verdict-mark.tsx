// The mark between caller and ran as, drawn by hand: every verdict has its own line, knot and word, so
// that it reads without colour. All strokes lie on whole pixels at the size of a table row.
import type { Relation, Verdict } from "@/lib/identity/model";
import { cn } from "../ui/cn";
import { VERDICT_WORDS } from "./verdict-words";

/** A match by delegation has a look of its own: dashed, with "for". */
export type MarkShape = Verdict | "delegated";

export function markShape(verdict: Verdict, relation: Relation): MarkShape {
  return verdict === "match" && relation === "delegated" ? "delegated" : verdict;
}

/** Knot and word. Inherits the verdict's colours from the nearest `data-verdict`. */
export function VerdictMark({ verdict, relation }: { verdict: Verdict; relation: Relation }) {
  const loud = verdict !== "match" && verdict !== "claimed" && verdict !== "not_run";
  return (
    <>
      <VerdictKnot shape={markShape(verdict, relation)} />
      <span
        className={cn(
          "shrink-0 rounded-[5px] px-1.5 text-xs leading-[18px] font-medium whitespace-nowrap text-v-fg",
          loud && "bg-v-bg",
        )}
      >
        {VERDICT_WORDS[verdict]}
      </span>
    </>
  );
}

export function VerdictKnot({ shape, className }: { shape: MarkShape; className?: string }) {
  return (
    <svg
      viewBox="0 0 18 12"
      aria-hidden
      fill="none"
      strokeWidth="2"
      className={cn("h-3 w-[18px] shrink-0 stroke-v-line", className)}
    >
      {KNOTS[shape]}
    </svg>
  );
}

/** One half of the line, as wide as there is room. */
export function VerdictLine({
  shape,
  side,
  className,
}: {
  shape: MarkShape;
  side: "left" | "right";
  className?: string;
}) {
  return (
    <svg aria-hidden strokeWidth="2" className={cn("h-3 w-0 stroke-v-line", className)}>
      {LINES[shape][side].map((stroke) => (
        <line key={stroke.y} x1="0" x2="100%" y1={stroke.y} y2={stroke.y} {...stroke.style} />
      ))}
    </svg>
  );
}

const KNOTS: Record<MarkShape, React.ReactNode> = {
  match: (
    <>
      <path d="M0 6h18" />
      <circle cx="9" cy="6" r="3.5" stroke="none" className="fill-v-line" />
    </>
  ),
  delegated: (
    <text
      x="9"
      y="9.5"
      textAnchor="middle"
      stroke="none"
      className="fill-v-fg font-sans text-[11px] font-medium italic"
    >
      for
    </text>
  ),
  claimed: (
    <>
      <path d="M0 4.5h5M0 7.5h5M13 4.5h5M13 7.5h5" strokeWidth="1" />
      <circle cx="9" cy="6" r="3.5" strokeWidth="1.5" />
    </>
  ),
  sanctioned: (
    <>
      <path d="M0 6h2M16 6h2" />
      <rect x="1.75" y="2.75" width="8" height="6.5" rx="3.25" strokeWidth="1.5" />
      <rect x="8.25" y="2.75" width="8" height="6.5" rx="3.25" strokeWidth="1.5" />
    </>
  ),
  mismatch: (
    <>
      <path d="M0 6h4M14 6h4" />
      <path d="M3.5 11 7 1M11 11l3.5-10" strokeWidth="1.75" />
    </>
  ),
  contradicted: (
    <>
      <path d="M0 4h5M0 8h4M14 4h4M13 8h5" strokeWidth="1.5" />
      <path d="M3.5 11.5 7.5.5M10.5 11.5l4-11" strokeWidth="1.75" />
    </>
  ),
  unattributed: (
    <>
      <path d="M12 6h6" />
      <path d="M7 1.5h.5a4.5 4.5 0 0 1 0 9H7" strokeWidth="1.75" strokeLinecap="round" />
    </>
  ),
  unknown: (
    <>
      <path d="M0 6h6" />
      <path d="M11 1.5h-.5a4.5 4.5 0 0 0 0 9h.5" strokeWidth="1.75" strokeLinecap="round" />
    </>
  ),
  not_run: (
    <>
      <path d="M0 6h9" />
      <path d="M10 1v10" />
    </>
  ),
};

type Stroke = { y: number; style?: React.SVGProps<SVGLineElement> };

const SOLID: Stroke[] = [{ y: 6 }];
const DASHED: Stroke[] = [{ y: 6, style: { strokeDasharray: "5 3" } }];
const DOTTED: Stroke[] = [{ y: 6, style: { strokeDasharray: "2 4" } }];
const HOLLOW: Stroke[] = [
  { y: 4.5, style: { strokeWidth: 1 } },
  { y: 7.5, style: { strokeWidth: 1 } },
];
const DOUBLE: Stroke[] = [
  { y: 4, style: { strokeWidth: 1.5 } },
  { y: 8, style: { strokeWidth: 1.5 } },
];

const LINES: Record<MarkShape, { left: Stroke[]; right: Stroke[] }> = {
  match: { left: SOLID, right: SOLID },
  delegated: { left: DASHED, right: DASHED },
  claimed: { left: HOLLOW, right: HOLLOW },
  sanctioned: { left: SOLID, right: SOLID },
  mismatch: { left: SOLID, right: SOLID },
  contradicted: { left: DOUBLE, right: DOUBLE },
  unattributed: { left: DOTTED, right: SOLID },
  unknown: { left: SOLID, right: DOTTED },
  not_run: { left: SOLID, right: [] },
};
