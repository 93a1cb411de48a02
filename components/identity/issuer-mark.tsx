import { cn } from "../ui/cn";
import type { IdentityNature } from "./identity-label";

/**
 * Two letters of the issuer in a shape that tells what it names: a disc for a person, a square for a
 * service, a hexagon for a workload, a dashed ring for a principal that nobody has linked.
 */
export function IssuerMark({
  monogram,
  nature,
  className,
}: {
  monogram: string;
  nature: IdentityNature;
  className?: string;
}) {
  return (
    <svg viewBox="0 0 18 18" aria-hidden className={cn("size-[18px] shrink-0", className)}>
      {SHAPES[nature]}
      <text
        x="9"
        y="9.2"
        dominantBaseline="central"
        textAnchor="middle"
        className={cn(
          "font-mono text-[8.5px] font-semibold tracking-[-0.04em]",
          nature === "unlinked" ? "fill-ink-2" : "fill-surface",
        )}
      >
        {monogram}
      </text>
    </svg>
  );
}

const SHAPES = {
  person: <circle cx="9" cy="9" r="9" className="fill-ink-2" />,
  service: <rect width="18" height="18" rx="3.5" className="fill-ink-2" />,
  workload: (
    <path d="M9 0 16.8 4.5v9L9 18 1.2 13.5v-9z" strokeLinejoin="round" className="fill-ink-2" />
  ),
  unlinked: (
    <circle
      cx="9"
      cy="9"
      r="8.25"
      fill="none"
      strokeWidth="1.25"
      strokeDasharray="2.6 2.1"
      className="stroke-control"
    />
  ),
} satisfies Record<IdentityNature, React.ReactNode>;
