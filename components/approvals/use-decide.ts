"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { APPROVALS_KEY } from "@/lib/approvals/options";
import { proveAndDecide } from "@/lib/approvals/prove-and-decide";
import type { Answer } from "@/lib/approvals/requests";
import type { ApprovalDetail } from "@/lib/approvals/view";
import { AuthenticatorError } from "@/lib/passkeys/authenticator";

type Sent = { answer: Answer; by?: "sign-in" };

/**
 * The one place that decides. What is sent while an answer is under way is left out: pressed twice, it
 * decides once. Whatever comes of it, the card and the lists are read anew.
 */
export function useDecide(
  { id, mayDecide: { passkey } }: Pick<ApprovalDetail, "id" | "mayDecide">,
  onDone: () => void,
) {
  const queries = useQueryClient();
  const underWay = useRef(false);
  const [failedAt, setFailedAt] = useState(0);
  const deciding = useMutation({
    mutationFn: ({ answer, by }: Sent) => proveAndDecide(id, answer, passkey, by),
    onSuccess: () => queries.invalidateQueries({ queryKey: APPROVALS_KEY }),
    // Said at once: that it is too late is not kept back until everything was read anew.
    onError: () => {
      setFailedAt(Date.now());
      void queries.invalidateQueries({ queryKey: APPROVALS_KEY });
    },
    onSettled: () => {
      underWay.current = false;
    },
  });
  const send = (sent: Sent) => {
    if (underWay.current) return;
    underWay.current = true;
    deciding.mutate(sent, { onSuccess: onDone });
  };
  const { isPending, error, variables } = deciding;
  const isUnsigned = error instanceof AuthenticatorError && !passkey.needed;
  return {
    isPending,
    error,
    /** When the last one failed, by this browser's clock. */
    failedAt,
    decide: (answer: Answer) => send({ answer }),
    /** Where no passkey signed and none has to: the same answer, by the sign-in. */
    decideBySignIn: isUnsigned && variables ? () => send({ ...variables, by: "sign-in" }) : null,
  };
}
