// What each action of the admin log means, in plain words that follow "who": "made a key".

/** A new action needs its words here; a test compares with the verbs. */
export const ACTION_WORDS: Readonly<Record<string, string>> = {
  "setup.completed": "made the first owner",
  "session.opened": "signed in",
  "session.refused": "refused a sign-in",
  "session.revoked": "ended a session",
  "sessions.revoked": "ended sessions",
  "member.created": "made a member",
  "member.admitted": "let in a member by a claim",
  "member.roles_granted": "gave roles",
  "member.roles_changed": "changed roles",
  "member.roles_synced": "took over roles from the company account",
  "member.password_set": "set a password",
  "member.disabled": "disabled a member",
  "member.enabled": "enabled a member again",
  "member.person_linked": "linked a member to a person",
  "invitation.created": "invited somebody",
  "invitation.removed": "removed an invitation",
  "invitation.accepted": "accepted an invitation",
  "token.created": "made an access token",
  "token.revoked": "revoked an access token",
  "directory.imported": "changed the directory",
  "directory.groups_synced": "took over groups from a company account",
  "actor.removed": "no longer trusts an actor",
  "group.left": "took a person out of a group",
  "server.undeclared": "took back how a server signs in",
  "service.removed": "no longer counts a principal as a service",
  "principal.unlinked": "unlinked a principal from its person",
  "sanction.proposed": "proposed a sanction that begins in the past",
  "sanction.agreed": "agreed to a proposed sanction",
  "sanction.declined": "declined a proposed sanction",
  "sanction.ended": "ended a sanction",
  "source.created": "connected a source",
  "source.revoked": "revoked a source",
  "source.ensured": "made sure of a source",
  "source.updated": "changed a source",
  "key.created": "made an API key",
  "key.revoked": "revoked an API key",
  "quarantine.opened": "opened a quarantined record",
  "quarantine.replayed": "replayed quarantined events",
  "job.cancelled": "cancelled a job",
  "webhook.created": "added a channel of notifications",
  "webhook.removed": "removed a channel of notifications",
  "webhook.tested": "sent a test message",
  "delivery.retried": "tried a delivery again",
  "payload.opened": "opened the payload of a call",
};

/** The words of an action; its own name, readable, where another version of this program wrote it. */
export function actionWords(action: string): string {
  return ACTION_WORDS[action] ?? action.replaceAll(/[._]/g, " ");
}
