import type { Verdict } from "@/lib/identity/model";

/** What a bar's part is filled with: its verdict's colour, and a texture that reads without it. */
export function fillOf(verdict: Verdict): string {
  return `url(#calls-over-time-${verdict})`;
}

/** The textures, to be drawn once beside the bars. Loud verdicts are solid to the eye, others calm. */
export function BarPatterns() {
  return (
    <defs>
      {Object.entries(TEXTURES).map(([verdict, { opacity, texture }]) => (
        <pattern
          key={verdict}
          id={`calls-over-time-${verdict}`}
          data-verdict={verdict}
          width="6"
          height="6"
          patternUnits="userSpaceOnUse"
        >
          <rect width="6" height="6" className="fill-v-line" fillOpacity={opacity} />
          <g className="stroke-surface" strokeWidth="1" strokeOpacity="0.5" fill="none">
            {texture}
          </g>
        </pattern>
      ))}
    </defs>
  );
}

const TEXTURES: Record<Verdict, { opacity: number; texture: React.ReactNode }> = {
  contradicted: { opacity: 1, texture: <path d="M0 0 6 6M6 0 0 6" /> },
  mismatch: { opacity: 1, texture: <path d="M-1 1 1-1M0 6 6 0M5 7 7 5" /> },
  unattributed: { opacity: 1, texture: <path d="M1 2h2M4 5h2" strokeWidth="1.5" /> },
  unknown: { opacity: 0.7, texture: <path d="M0 3h6" strokeOpacity="0.35" /> },
  not_run: { opacity: 0.45, texture: null },
  sanctioned: { opacity: 0.75, texture: <path d="M3 0v6" /> },
  claimed: { opacity: 0.45, texture: <path d="M0 1.5h6M0 4.5h6" /> },
  match: { opacity: 0.6, texture: null },
};
