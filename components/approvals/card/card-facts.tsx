import { FactList } from "../../calls/detail/section";
import { CopyButton } from "../../ui/copy-button";
import { InertText } from "../../ui/inert-text";
import { CardSection } from "./card-section";
import { FoldedText } from "./folded-text";
import type { CardData } from "./card-data";

/** What a yes is bound to beside identities and arguments, and what the gateway says of it. */
export function CardFacts({ approval }: { approval: CardData }) {
  const { source, client, resource, action, runAs, definitionSha256, downstream, more } = approval;
  const { besides, session, callDigest } = approval;
  return (
    <CardSection title="What a yes is bound to">
      <FactList>
        <dt>Gateway</dt>
        <dd>
          <InertText text={source.name} spaces />
        </dd>
        {client !== null && (
          <>
            <dt>Agent</dt>
            <dd>
              <FoldedText text={client} name="the agent" />
            </dd>
          </>
        )}
        <dt>What</dt>
        <dd>
          <FoldedText text={resource} name="what" /> <span className="text-ink-3">by</span>{" "}
          <FoldedText text={action} name="the action" />
        </dd>
        {runAs !== null && (
          <>
            <dt>Runs as</dt>
            <dd>
              <InertText text={runAs} spaces />
            </dd>
          </>
        )}
        {downstream !== null && (
          <>
            <dt>Downstream</dt>
            <dd className="font-mono text-xs">
              <FoldedText text={JSON.stringify(downstream)} name="the downstream identity" />
            </dd>
          </>
        )}
        {more !== null && (
          <>
            <dt>And</dt>
            <dd className="font-mono text-xs">
              <FoldedText text={JSON.stringify(more)} name="what else is bound" />
            </dd>
          </>
        )}
        <dt>Definition</dt>
        <dd>
          {definitionSha256 === null ? (
            <span className="text-ink-3">the gateway named none</span>
          ) : (
            <Short text={definitionSha256} label="Copy the hash of the definition" />
          )}
        </dd>
        {besides !== null && (
          <>
            <dt>Context</dt>
            <dd className="font-mono text-xs">
              <FoldedText text={JSON.stringify(besides)} name="the context" />
              <span className="font-sans text-ink-3">
                {" "}
                (not bound; where other values ask other people, it is held again)
              </span>
            </dd>
          </>
        )}
        <dt>Digest</dt>
        <dd>
          <Short text={callDigest} label="Copy the digest" />
        </dd>
        {session !== null && (
          <>
            <dt>Session</dt>
            <dd>
              <FoldedText text={session} name="the session" />
              <span className="text-ink-3"> (not bound: agents resume)</span>
            </dd>
          </>
        )}
      </FactList>
    </CardSection>
  );
}

function Short({ text, label }: { text: string; label: string }) {
  return (
    <span className="flex items-center gap-1">
      <InertText
        text={text.length > 16 ? `${text.slice(0, 16)}…` : text}
        className="font-mono text-xs"
      />
      <CopyButton text={text} label={label} />
    </span>
  );
}
