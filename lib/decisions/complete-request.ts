// What a gateway's question leaves out and we know.
import { textMember } from "../policy/member-of";
import type { Policy } from "../policy/model";
import type { EvaluationRequest } from "../policy/request";
import type { Source } from "../sources/model";

/** Who is named without an issuer is the source's own. */
export function withIssuer(
  request: EvaluationRequest,
  { name, issuer }: Pick<Source, "name" | "issuer">,
): EvaluationRequest {
  const { subject } = request;
  if (textMember(subject.properties, "iss") !== undefined) return request;
  const iss = issuer ?? `urn:onbehalf:source:${name}`;
  return { ...request, subject: { ...subject, properties: { ...subject.properties, iss } } };
}

/** Properties that the policy states of an entity; what the question says of it comes first. */
export function withKnownProperties(
  request: EvaluationRequest,
  { entities }: Policy,
): EvaluationRequest {
  if (entities.length === 0) return request;
  const { subject, resource } = request;
  const known = ({ type, id }: { type: string; id: string }) =>
    entities.find((one) => one.type === type && one.id === id)?.properties;
  return {
    ...request,
    subject: { ...subject, properties: { ...known(subject), ...subject.properties } },
    resource: { ...resource, properties: { ...known(resource), ...resource.properties } },
  };
}
