// What an admin must know of a format before connecting a gateway: how its records come here, what
// they say, and what is missing until its keys are mapped. From `events.md` and the adapters.
import type { MappableField } from "./model";

type FormatNote = {
  /** In the order in which they are offered. */
  ways: readonly ("post" | "file" | "otlp")[];
  says: string;
  mapping?: { fields: MappableField[]; why: string };
};

const FILE = ["file", "post"] as const;
const NO_DOWNSTREAM =
  "It says nothing of the downstream identity: its calls stay unknown until the servers behind it are declared.";

export const FORMAT_NOTES: Readonly<Record<string, FormatNote>> = {
  native: {
    ways: ["post", "file"],
    says: "Everything that Onbehalf can show, as far as the sender knows it: caller, client, tool, downstream identity and credential.",
  },
  toolhive: {
    ways: FILE,
    says: `The caller from ToolHive's own authentication. ${NO_DOWNSTREAM}`,
  },
  agentgateway: {
    ways: FILE,
    says: `The caller from the token that agentgateway checked. Prefer LOG_FORMAT=json: in a text line, unquoted values can be forged by a tool's name. ${NO_DOWNSTREAM}`,
    mapping: {
      fields: ["tool.arguments", "downstream.sub"],
      why: "Not needed. Keys that you add to the log by CEL, such as the arguments or the backend's subject, are read once they are mapped.",
    },
  },
  kuadrant: {
    ways: FILE,
    says: `The caller from a header that the client can set, so it is only asserted. ${NO_DOWNSTREAM}`,
  },
  "envoy-ai-gateway": {
    ways: FILE,
    says: `Nothing of the caller by itself: you choose the header that is logged. ${NO_DOWNSTREAM}`,
    mapping: {
      fields: ["caller.sub"],
      why: "Needed. Map the key under which you log the caller. Where Envoy has verified that header, raise the trust in the caller to validated; else every call stays unattributed.",
    },
  },
  litellm: {
    ways: ["post", "file"],
    says: `The caller behind the LiteLLM key that was used. ${NO_DOWNSTREAM}`,
  },
  teleport: {
    ways: FILE,
    says: `The Teleport user, and who impersonated them. ${NO_DOWNSTREAM}`,
  },
  "mcp-gateway-registry": {
    ways: FILE,
    says: "The caller, and for minted tokens whom they stand for. Its token_mint records count as independent evidence only for other sources' calls, and only where the source is an evidence provider.",
  },
  archestra: {
    ways: ["post", "file"],
    says: "The caller, and whose credential was used (executed as), as observed by Archestra.",
  },
  kong: {
    ways: FILE,
    says: `A consumer, which may be a group or an application, so it is only asserted. ${NO_DOWNSTREAM}`,
  },
  obot: {
    ways: FILE,
    says: `The caller from Obot's sign-in. ${NO_DOWNSTREAM}`,
  },
  pomerium: {
    ways: FILE,
    says: `The caller from Pomerium's sign-in; it logs the decision, not how the call ended. ${NO_DOWNSTREAM}`,
  },
  contextforge: {
    ways: ["otlp", "post", "file"],
    says: `The caller from ContextForge's sign-in, in its tool.invoke spans. ${NO_DOWNSTREAM}`,
  },
  lasso: {
    ways: FILE,
    says: `No caller at all: every call stays unattributed. ${NO_DOWNSTREAM}`,
    mapping: {
      fields: ["caller.sub", "time"],
      why: "Helpful. Its time has no zone, so the time of receipt is used; a key that your set-up adds for the caller or the time is read once it is mapped.",
    },
  },
  otlp: {
    ways: ["otlp"],
    says: `What the spans or log records say by the semantic conventions; a user in them is only asserted. ${NO_DOWNSTREAM}`,
    mapping: {
      fields: ["caller.sub", "server.name"],
      why: "Depends. Attributes of your own for the caller or the server are read once they are mapped; user.id, enduser.id and server.address are known.",
    },
  },
};
