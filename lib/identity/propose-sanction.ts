import { sanctionProposal } from "../../db/schema/directory";
import { actorName, command, memberIdOf } from "../access/command";
import { DomainError } from "../errors";
import { randomId } from "../ids";
import { isBackdated } from "./backdated";
import { DIRECTORY_ROWS } from "./directory-rows";
import { sanctionColumns } from "./sanction-row";

/** Proposes a sanction that begins in the past. Throws `invalid` for one that needs no second admin. */
export const proposeSanction = command({
  action: "sanction.proposed",
  needs: "directory:write",
  input: DIRECTORY_ROWS.sanctions,
  run: async (tx, row, { actor }) => {
    if (!isBackdated(row.from))
      throw new DomainError("invalid", "from: only a sanction that begins in the past is proposed");
    const proposal = { id: randomId("spr"), ...(await sanctionColumns(tx, row)) };
    await tx.insert(sanctionProposal).values({
      ...proposal,
      proposedBy: actorName(actor),
      proposerId: memberIdOf(actor),
    });
    return { id: proposal.id };
  },
  audit: (row, { id }) => ({ subject: id, details: { ...row } }),
});
