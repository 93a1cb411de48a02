import { InertText } from "../ui/inert-text";

/** Who did something, as somebody would say it: `member:alice@acme.com` is alice@acme.com. */
export function ActorName({ name }: { name: string }) {
  return <InertText text={name.replace(/^member:/, "")} spaces className="wrap-anywhere" />;
}

/** Several, in the order given. */
export function ActorNames({ names }: { names: readonly string[] }) {
  return names.map((name, at) => (
    <span key={name}>
      {at > 0 && ", "}
      <ActorName name={name} />
    </span>
  ));
}
