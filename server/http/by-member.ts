import type { CommandContext } from "../../lib/access/command";
import type { Viewer } from "../../lib/access/viewer";
import type { Container } from "../../lib/container";

/** The signed-in member behind a console route, as the one who acts. */
export function byMember({
  container,
  who,
  requestId,
}: {
  container: Container;
  who: Viewer;
  requestId: string;
}): CommandContext {
  return { pool: container.console, actor: { kind: "member", viewer: who }, requestId };
}
