/** Two nodes, one standing behind the other: somebody acts, on behalf of somebody. */
export function Logo({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 20 20" fill="none" aria-hidden className={className}>
      <circle cx="13" cy="7" r="4.75" stroke="currentColor" strokeWidth="2" />
      <circle cx="6.5" cy="13.5" r="4.5" fill="var(--accent)" />
    </svg>
  );
}
