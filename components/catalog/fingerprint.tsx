import { CopyButton } from "../ui/copy-button";

/** The beginning of a fingerprint, the whole on hover and for copying. */
export function Fingerprint({ sha256 }: { sha256: string | null }) {
  if (sha256 === null) return <span className="text-ink-3">none</span>;
  return (
    <span className="inline-flex items-center gap-1 font-mono text-xs" title={sha256}>
      {sha256.slice(0, 12)}
      <CopyButton text={sha256} label="Copy the fingerprint" className="-my-2" />
    </span>
  );
}
