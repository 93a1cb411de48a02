/** Why a part has nothing to show, or not to this reader. */
export function ContextNote({ children }: { children: React.ReactNode }) {
  return <p className="max-w-[64ch] text-ink-2">{children}</p>;
}
