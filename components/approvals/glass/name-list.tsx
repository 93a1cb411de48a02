import { Fragment } from "react";
import { InertText } from "../../ui/inert-text";

/** "Ann, Bob and Carol", each as inert text. */
export function NameList({ names }: { names: readonly string[] }) {
  return names.map((name, at) => (
    <Fragment key={at}>
      {at > 0 && (at === names.length - 1 ? " and " : ", ")}
      <InertText text={name} spaces className="font-semibold text-ink" />
    </Fragment>
  ));
}
