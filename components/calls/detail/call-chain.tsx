import type { ColumnKey } from "@/lib/calls/columns";
import { type FieldName, FIELDS } from "@/lib/calls/query-language/fields";
import type { CallDetail, Identity } from "@/lib/calls/view";
import { IdentityChip } from "../../identity/identity-chip";
import { InertClamp } from "../../ui/inert-clamp";
import { FactMenu } from "../fact-menu";
import { Section } from "./section";

/** From who asked to what the credential stood for, hop by hop. */
export function CallChain({ call }: { call: CallDetail }) {
  const { caller, client, source, server, serverResource, ranAs, verdict } = call;
  const actor = call.ranAsToken?.act ?? null;
  const menu = (column: ColumnKey, about: FieldName) => (
    <FactMenu
      call={call}
      columns={[column]}
      only={({ field }) => field === about}
      label={FIELDS[about].words}
    />
  );
  return (
    <Section title="Identity chain">
      <ol data-verdict={verdict}>
        <Hop name="Caller" menu={menu("pair", "caller")}>
          <IdentityChip side="caller" {...caller} verdict={verdict} />
        </Hop>
        <Hop name="Client" menu={menu("client", "client")}>
          {client ? (
            <Words
              what="client"
              text={client.name ?? client.id ?? ""}
              more={client.name ? client.id : null}
            />
          ) : (
            <Silent />
          )}
        </Hop>
        <Hop name="Gateway" menu={menu("source", "source")}>
          <Words what="gateway" text={source.name} more={null} />
        </Hop>
        <Hop name="Server" menu={menu("tool", "server")}>
          {server ? <Words what="server" text={server} more={serverResource} /> : <Silent />}
        </Hop>
        <Hop name="Credential" menu={menu("credential", "credential")}>
          <CredentialWords call={call} />
        </Hop>
        {actor && (
          <Hop name="Actor">
            <ActorChip actor={actor} call={call} />
          </Hop>
        )}
        <Hop name="Ran as" menu={menu("pair", "ranas")}>
          <IdentityChip
            side="ranAs"
            identity={ranAs.identity}
            kind={ranAs.kind}
            evidence={ranAs.evidence}
            verdict={verdict}
          />
        </Hop>
      </ol>
    </Section>
  );
}

function Hop({
  name,
  menu,
  children,
}: {
  name: string;
  menu?: React.ReactNode;
  children: React.ReactNode;
}) {
  return (
    <li className="group/hop relative grid grid-cols-[6rem_minmax(0,1fr)_auto] items-center gap-x-3 py-1 pl-4 text-sm">
      <span
        aria-hidden
        className="absolute top-0 bottom-0 left-[3px] w-px bg-line-strong group-first/hop:top-1/2 group-last/hop:bottom-1/2"
      />
      <span
        aria-hidden
        className="absolute top-1/2 left-0 size-[7px] -translate-y-1/2 rounded-full border border-control bg-canvas group-first/hop:bg-ink-2 group-last/hop:bg-ink-2"
      />
      <span className="text-ink-3">{name}</span>
      <span className="flex min-h-6 min-w-0 items-center">{children}</span>
      {menu}
    </li>
  );
}

function Words({
  what,
  text,
  more,
}: {
  what: string;
  text: string;
  more: string | null | undefined;
}) {
  return (
    <span className="min-w-0">
      <InertClamp what={`${what}’s name`} text={text} />
      {more && (
        <InertClamp what={`${what}’s id`} text={more} className="font-mono text-2xs text-ink-3" />
      )}
    </span>
  );
}

function Silent() {
  return <span className="text-ink-3">not reported</span>;
}

function CredentialWords({ call: { ranAs, obtainedBy, ranAsAccount } }: { call: CallDetail }) {
  const { kind, credential } = ranAs;
  const facts = [
    kind && kind !== "none" ? kind.replaceAll("_", " ") : null,
    obtainedBy ? `obtained by ${obtainedBy}` : null,
    ranAsAccount ? `account ${ranAsAccount}` : null,
  ].filter((fact) => fact !== null);
  if (facts.length === 0 && !credential) return <Silent />;
  const label = credential?.label ?? (credential ? `fingerprint ${credential.fingerprint}` : null);
  return (
    <Words
      what="credential"
      text={facts.join(", ") || (label ?? "")}
      more={facts.length > 0 ? label : null}
    />
  );
}

/** The actor is named by the downstream token, so the evidence is that of its side. */
function ActorChip({
  actor,
  call: { ranAs, verdict },
}: {
  actor: Identity;
  call: Pick<CallDetail, "ranAs" | "verdict">;
}) {
  return <IdentityChip side="ranAs" identity={actor} evidence={ranAs.evidence} verdict={verdict} />;
}
