"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { Scope } from "@/lib/access/model";
import { SOURCES_KEY } from "@/lib/sources/options";
import { postKey } from "@/lib/sources/requests";
import type { KeyView, MadeKey, SourceView } from "@/lib/sources/view";
import { Button } from "../../ui/button";
import { Notice } from "../../ui/notice";
import { EXPIRIES, expiryOf, KeyWishFields } from "../key-wish-fields";
import { fullReason } from "./key-state";

/** A further key: to change to, or for another purpose. */
export function NewKeyForm({
  source,
  live,
  onMade,
}: {
  source: SourceView;
  live: readonly KeyView[];
  onMade: (made: MadeKey) => void;
}) {
  const client = useQueryClient();
  const [scopes, setScopes] = useState<Scope[]>(["events:write"]);
  const [expiry, setExpiry] = useState<string>(EXPIRIES[0].value);
  const making = useMutation({
    mutationFn: () => postKey(source.name, { scopes, ...expiryOf(expiry) }),
    onSuccess: (made) => {
      onMade(made);
      return client.invalidateQueries({ queryKey: SOURCES_KEY });
    },
  });
  const none = scopes.length === 0 ? "A key needs at least one right" : null;
  return (
    <details className="group rounded-lg border px-4 open:pb-4">
      <summary className="rounded-sm py-3 text-sm font-medium">Make a new key</summary>
      <form
        className="grid max-w-xl gap-5"
        onSubmit={(event) => {
          event.preventDefault();
          if (!making.isPending) making.mutate();
        }}
      >
        <p className="text-sm text-ink-2">
          To rotate without a gap: make the new key, give it to the gateway, wait until it is used,
          then revoke the old one.
        </p>
        <KeyWishFields scopes={scopes} onScopes={setScopes} expiry={expiry} onExpiry={setExpiry} />
        {making.error && <Notice>{making.error.message}</Notice>}
        <Button
          type="submit"
          variant="primary"
          className="justify-self-start"
          disabledReason={making.isPending ? "Making the key…" : (none ?? fullReason(live, scopes))}
        >
          Make the key
        </Button>
      </form>
    </details>
  );
}
