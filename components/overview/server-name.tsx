import { InertText } from "../ui/inert-text";

/** A server as gateways name it, or that none was named. */
export function ServerName({ server }: { server: string | null }) {
  if (server === null) return <span className="text-ink-3">not named</span>;
  return <InertText text={server} className="font-mono text-xs" />;
}
