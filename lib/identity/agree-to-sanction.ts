import { eq } from "drizzle-orm";
import { z } from "zod";
import { type Db, rfc3339 } from "../../db/client";
import { member } from "../../db/schema/access";
import { sanction, sanctionProposal } from "../../db/schema/directory";
import { type Actor, actorName, command, memberIdOf } from "../access/command";
import { DomainError } from "../errors";
import { randomId } from "../ids";
import { sanctionScopes } from "./directory-scope";
import { shown } from "./naming";
import { changeDirectory } from "./record-change";
import { agreementRefusal } from "./second-admin";
import { waitingProposal } from "./waiting-proposal";

/**
 * The second admin's yes: the sanction applies from then on, over history too. Throws `forbidden` for
 * the proposer and for another member who is the same person.
 */
export const agreeToSanction = command({
  action: "sanction.agreed",
  needs: "directory:write",
  input: z.object({ id: z.string().max(100) }),
  run: (tx, { id }, { actor }) =>
    changeDirectory(tx, async (version) => {
      const proposal = await waitingProposal(tx, id);
      await refuseSamePerson(tx, actor, proposal.proposerId);
      const by = actorName(actor);
      const sanctionId = randomId("san");
      const { ranAs, tools, callers, owner, reason, ticket, activeFrom, activeUntil } = proposal;
      await tx.insert(sanction).values({
        id: sanctionId,
        ranAs,
        tools,
        callers,
        owner,
        reason,
        ticket,
        activeFrom,
        activeUntil,
        createdBy: proposal.proposedBy,
        agreedBy: by,
      });
      await tx
        .update(sanctionProposal)
        .set({ outcome: "agreed", decidedBy: by, decidedAt: new Date().toISOString(), sanctionId })
        .where(eq(sanctionProposal.id, id));
      const within = { from: rfc3339(activeFrom), until: rfc3339(activeUntil) };
      const scopes = await sanctionScopes(tx, proposal, within);
      const why = `agreed to the back-dated sanction "${shown(reason)}"`;
      return {
        change: { actor: by, why, scopes },
        output: { id: sanctionId, version, proposedBy: proposal.proposedBy },
      };
    }),
  audit: ({ id }, { id: sanctionId, version, proposedBy }) => ({
    subject: id,
    details: { sanction: sanctionId, version, proposedBy },
  }),
});

/** Two accounts of one human are one pair of eyes. */
async function refuseSamePerson(tx: Db, actor: Actor, proposerId: string | null): Promise<void> {
  const ownId = memberIdOf(actor);
  const refusal = agreementRefusal(
    ownId === null ? null : { id: ownId, person: await personOf(tx, ownId) },
    proposerId === null ? null : { id: proposerId, person: await personOf(tx, proposerId) },
  );
  if (refusal !== null) throw new DomainError("forbidden", refusal);
}

async function personOf(tx: Db, memberId: string): Promise<number | null> {
  const [row] = await tx
    .select({ personId: member.personId })
    .from(member)
    .where(eq(member.id, memberId));
  return row?.personId ?? null;
}
