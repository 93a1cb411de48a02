/** What the viewer may see around an approval. */
export type InboxRights = { readPolicy: boolean; readCalls: boolean; readPayload: boolean };
