/** The end of an approval's public id, which tells rows of the same words apart; all of it on hover. */
export function PublicId({ id }: { id: string }) {
  return (
    <span title={id} className="font-mono text-2xs whitespace-nowrap text-ink-3">
      …{id.slice(-4)}
    </span>
  );
}
