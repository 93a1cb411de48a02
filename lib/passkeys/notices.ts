// What a member is told about their own passkeys.
import type { Db } from "../../db/client";
import type { Env } from "../env";
import type { Message } from "../notify/model";
import { tellMember } from "../notify/tell-member";
import { routes } from "../routes";

type Notice = Pick<Message, "title" | "text">;

export function addedNotice(name: string): Notice {
  return {
    title: "A passkey was added to your account",
    text: `The passkey “${name}” can sign your decisions from now on; after a day it decides destructive calls alone. If you did not add it, remove it in your profile, change your password, and tell an owner.`,
  };
}

export function removedNotice(name: string): Notice {
  return {
    title: "A passkey was removed from your account",
    text: `The passkey “${name}” signs nothing any more. If neither you nor an owner you asked removed it, change your password and tell an owner.`,
  };
}

/** Whether they are told: without a mail server or an address there is only the admin log. */
export async function tellOfPasskey(
  tx: Db,
  { smtpUrl }: Pick<Env, "smtpUrl">,
  memberId: string,
  { id, notice }: { id: string; notice: Notice },
): Promise<boolean> {
  if (smtpUrl === undefined) return false;
  const message = { ...notice, path: routes.profile(), data: { passkey: id } };
  const dedupeKey = `passkey/${id}/${notice.title}`;
  return tellMember(tx, memberId, { event: "passkey", dedupeKey, message });
}
