import { Button } from "../../ui/button";
import { InertText } from "../../ui/inert-text";
import { Notice } from "../../ui/notice";

/** Asks again with the call's arguments, which is a look at them. */
export function TryWithArguments({
  trying: { isPending, error, mutate },
}: {
  trying: { isPending: boolean; error: Error | null; mutate: () => void };
}) {
  return (
    <>
      <Button
        size="sm"
        className="justify-self-start"
        disabledReason={isPending ? "Trying…" : null}
        onClick={() => mutate()}
      >
        Try with its arguments
      </Button>
      {error && (
        <Notice>
          <InertText text={error.message} />
        </Notice>
      )}
    </>
  );
}
