import { and, count, eq, ne, sql } from "drizzle-orm";
import { z } from "zod";
import type { Db } from "../../db/client";
import { savedView } from "../../db/schema/views";
import { type Actor, command } from "../access/command";
import { DomainError } from "../errors";
import { randomId } from "../ids";
import { viewInput } from "./model";

const MOST = 200;
type View = z.output<typeof viewInput>;

/** Keeps a view. Throws `conflict` for a name that the member has, `forbidden` where it may not be shared. */
export const createView = command({
  action: "view.created",
  needs: "calls:read",
  input: viewInput,
  run: async (tx, view, { actor }) => {
    const memberId = ownerIn(actor, view);
    const [kept] = await tx
      .select({ n: count() })
      .from(savedView)
      .where(eq(savedView.memberId, memberId));
    if ((kept?.n ?? 0) >= MOST) {
      throw new DomainError("conflict", `You have ${MOST} views already; remove one first.`);
    }
    const id = randomId("view");
    await refuseTaken(tx, memberId, view, id);
    await tx.insert(savedView).values({ id, memberId, ...stored(view) });
    return { id };
  },
  audit: ({ name, shared, q }, { id }) => ({ subject: id, details: { name, shared, q } }),
});

/** Changes one of one's own views. Throws as `createView`, and `not_found`. */
export const updateView = command({
  action: "view.changed",
  needs: "calls:read",
  input: viewInput.extend({ id: z.string().max(64) }),
  run: async (tx, { id, ...view }, { actor }) => {
    const memberId = ownerIn(actor, view);
    await refuseTaken(tx, memberId, view, id);
    const changed = await tx
      .update(savedView)
      .set({ ...stored(view), updatedAt: sql`now()` })
      .where(and(eq(savedView.id, id), eq(savedView.memberId, memberId)))
      .returning({ id: savedView.id });
    if (changed.length === 0) throw noSuchView();
  },
  audit: ({ id, name, shared, q }) => ({ subject: id, details: { name, shared, q } }),
});

/** Removes one of one's own views. Throws `not_found`. */
export const removeView = command({
  action: "view.removed",
  needs: "calls:read",
  input: z.object({ id: z.string().max(64) }),
  run: async (tx, { id }, { actor }) => {
    const removed = await tx
      .delete(savedView)
      .where(and(eq(savedView.id, id), eq(savedView.memberId, ownerIn(actor))))
      .returning({ name: savedView.name });
    const [view] = removed;
    if (!view) throw noSuchView();
    return view;
  },
  audit: ({ id }, { name }) => ({ subject: id, details: { name } }),
});

/** Views are a member's; what everybody sees needs the permission to share. */
function ownerIn(actor: Actor, view?: View): string {
  if (actor.kind !== "member") throw new DomainError("forbidden", "Only a member keeps views.");
  if (view?.shared === true && !actor.viewer.permissions.has("views:share")) {
    throw new DomainError("forbidden", "Sharing a view needs the permission views:share.");
  }
  return actor.viewer.memberId;
}

async function refuseTaken(tx: Db, memberId: string, { name }: View, id: string): Promise<void> {
  const [taken] = await tx
    .select({ id: savedView.id })
    .from(savedView)
    .where(
      and(
        eq(savedView.memberId, memberId),
        sql`lower(${savedView.name}) = lower(${name})`,
        ne(savedView.id, id),
      ),
    );
  if (taken) throw new DomainError("conflict", `You have a view that is called ${name}.`);
}

function stored({ name, shared, q, from, to, cols }: View) {
  return { name, shared, q, fromTime: from, toTime: to, cols };
}

function noSuchView(): DomainError {
  return new DomainError("not_found", "You have no such view.");
}
