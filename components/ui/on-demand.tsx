"use client";
import { createElement, use, useEffect, useEffectEvent } from "react";

type OnDemand<Props> = React.FunctionComponent<Props> & {
  /** Fetches the code before it is needed. */
  preload: () => void;
};

/**
 * A component whose code is fetched when it is first shown, or about to be. Suspends until it is here;
 * where it could not be fetched it is `Missing`, and is tried again the next time: nothing else fails.
 */
export function onDemand<Props extends object>(
  fetchCode: () => Promise<React.ComponentType<Props>>,
  Missing: React.ComponentType<Props> = MissingPart,
): OnDemand<Props> {
  let code: Promise<React.ComponentType<Props>> | null = null;
  let missing = false;
  const again = () => {
    if (missing) [code, missing] = [null, false];
  };
  function MissingOnce(props: Props) {
    useEffect(() => again, []);
    return <Missing {...props} />;
  }
  const fetchOnce = () =>
    (code ??= fetchCode().catch((): React.ComponentType<Props> => {
      missing = true;
      return MissingOnce;
    }));
  function Shown(props: Props) {
    return createElement(use(fetchOnce()), props);
  }
  const preload = () => {
    again();
    void fetchOnce();
  };
  return Object.assign(Shown, { preload });
}

function MissingPart() {
  return (
    <p role="alert" className="p-3 text-xs text-ink-2">
      This part could not be fetched. Close it and try again.
    </p>
  );
}

/** Instead of what opens over the page and could not be fetched: closed, so that opening it tries again. */
export function CloseAgain({ onClose }: { onClose: () => void }) {
  const close = useEffectEvent(onClose);
  useEffect(() => close(), []);
  return null;
}
