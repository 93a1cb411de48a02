// Who it ran as: the downstream side of a call, from the gateway's word or from configuration.
import {
  type CallRecord,
  DOWNSTREAM_KINDS,
  type Downstream,
  type DownstreamEvidence,
  type DownstreamKind,
} from "../calls/model";
import type { CallerSide } from "./caller";
import { type DirectoryIndex, type Person, personOf, type Server } from "./directory-index";
import { downstreamGrade } from "./evidence";
import type { PrincipalRef } from "./model";
import { defaultIssuer, parsePrincipal } from "./principal";

export type DownstreamSide = {
  grade: DownstreamEvidence;
  /** Something says as whom, or at least with whose kind of credential, it ran. */
  known: boolean;
  kind?: DownstreamKind | undefined;
  /** The subject, else the credential's owner. A credential may be known without either. */
  principal?: PrincipalRef | undefined;
  /** The principal that `credential.owner` names. */
  owner?: PrincipalRef | undefined;
  /** The person behind the subject, else behind the credential's owner. */
  person?: Person | undefined;
  /** `passthrough` without a subject: whoever the caller is, it ran with the caller's own token. */
  callersToken: boolean;
  token?: Downstream["token"];
  credential?: Downstream["credential"];
  tenant?: string | undefined;
};

/** Kinds of credential that stand for a machine, unless the directory links them to a person. */
export const SERVICE_KINDS: ReadonlySet<string | undefined> = new Set<DownstreamKind>([
  "client_credentials",
  "api_key",
  "workload",
]);

/** The downstream identity as the gateway's own record gives it, lowered to the source's ceiling. */
export function downstreamOf(
  record: CallRecord,
  source: string,
  caller: CallerSide,
  index: DirectoryIndex,
): DownstreamSide {
  const said = record.downstream;
  const iss = said?.iss ?? defaultIssuer(source, index);
  const grade = downstreamGrade(said?.evidence, index.gateways.get(source)?.downstreamCeiling);
  const side: DownstreamSide = {
    grade: said?.kind === "none" ? "absent" : grade,
    known: false,
    kind: said?.kind,
    principal: undefined,
    owner: undefined,
    person: undefined,
    callersToken: false,
    token: said?.token,
    credential: said?.credential,
    tenant: said?.tenant,
  };
  if (side.grade === "absent") return side;
  const subject = said?.sub === undefined ? undefined : { iss, sub: said.sub };
  identify(side, subject, ownerOf(said?.credential?.owner, iss, index), caller, index);
  return side;
}

/** What an admin says about how the server signs in; `side` unchanged where that names nobody. */
export function configuredDownstream(
  side: DownstreamSide,
  server: Server | undefined,
  source: string,
  caller: CallerSide,
  index: DirectoryIndex,
): DownstreamSide {
  const configured = server?.configured;
  if (configured === undefined) return side;
  const { as, sub, iss = defaultIssuer(source, index) } = configured;
  const kind = side.kind ?? DOWNSTREAM_KINDS.find((one) => one === configured.kind);
  if (kind === "none") return side;
  const stated = sub === undefined ? undefined : { iss, sub };
  const subject = as === "caller" ? caller.principal : stated;
  const filled: DownstreamSide = { ...side, grade: "configured", kind };
  identify(filled, subject, NO_OWNER, caller, index);
  return filled.known ? filled : side;
}

/** Fills in principal, person and owner. A subject's own link goes before its credential's owner. */
function identify(
  side: DownstreamSide,
  subject: PrincipalRef | undefined,
  owner: Owner,
  caller: CallerSide,
  index: DirectoryIndex,
): void {
  const named = subject ?? owner.principal;
  side.callersToken = side.kind === "passthrough" && !named && !owner.person;
  side.principal = side.callersToken ? caller.principal : named;
  side.person = personOf(index, side.principal) ?? owner.person;
  side.owner = owner.principal;
  side.known =
    side.principal !== undefined ||
    owner.stated ||
    side.kind === "passthrough" ||
    (SERVICE_KINDS.has(side.kind) && isRecognisable(side));
  if (!side.known) side.grade = "absent";
}

/** A nameless machine credential is known when the next call with it could be recognised. */
function isRecognisable({ credential, token }: DownstreamSide): boolean {
  return Boolean(credential?.id ?? token?.sha256 ?? token?.jti ?? token?.clientId);
}

type Owner = {
  stated: boolean;
  principal?: PrincipalRef | undefined;
  person?: Person | undefined;
};

/** `person:<id>`, `principal:<iss>|<sub>`, `<iss>|<sub>`, else a subject of the same issuer. */
function ownerOf(text: string | undefined, iss: string, index: DirectoryIndex): Owner {
  if (text === undefined) return NO_OWNER;
  if (text.startsWith("person:")) return { stated: true, person: index.persons.get(text.slice(7)) };
  const prefixed = text.startsWith("principal:");
  const pair = parsePrincipal(prefixed ? text.slice(10) : text);
  // A bare `auth0|5f7c` is a subject: what stands before the bar of a pair is a URI.
  const principal = pair && (prefixed || pair.iss.includes(":")) ? pair : { iss, sub: text };
  return { stated: true, principal, person: personOf(index, principal) };
}

const NO_OWNER: Owner = { stated: false };
