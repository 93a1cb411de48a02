/** Names above values: two such lists stand side by side in a drawer. */
export function PolicyFacts({ children }: { children: React.ReactNode }) {
  return (
    <dl className="grid grid-cols-[minmax(0,1fr)] text-sm [&_dd]:min-w-0 [&_dd]:pb-2.5 [&_dd]:wrap-anywhere [&_dt]:text-2xs [&_dt]:text-ink-3">
      {children}
    </dl>
  );
}
