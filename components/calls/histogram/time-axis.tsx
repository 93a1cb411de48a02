import { tickInstants, tickName } from "../../overview/ticks";

/** Marks below the bars; the slider says the same. Both ends in milliseconds since the epoch. */
export function TimeAxis({ from, to, zone }: { from: number; to: number; zone: string }) {
  return (
    <div aria-hidden className="relative h-4 overflow-hidden text-2xs text-ink-3">
      {tickInstants(from, to, zone, 1_000).map((at) => (
        <span
          key={at}
          style={{ left: `${((at - from) / (to - from)) * 100}%` }}
          className="absolute top-0.5 border-l border-line-strong pl-1 leading-3 whitespace-nowrap"
        >
          {tickName(at, to - from, zone)}
        </span>
      ))}
    </div>
  );
}
