"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { makeToken } from "@/lib/access/change-access";
import { tokensOptions } from "@/lib/access/options";
import { Button } from "../../ui/button";
import { Field } from "../../ui/field";
import { Notice } from "../../ui/notice";
import { ShownOnce } from "../../ui/shown-once";

const DEFAULT_DAYS = 90;

/** Makes a token and shows it once. */
export function TokenForm() {
  const queries = useQueryClient();
  const [name, setName] = useState("");
  const [days, setDays] = useState(String(DEFAULT_DAYS));
  const making = useMutation({
    mutationFn: makeToken,
    onSuccess: async () => {
      setName("");
      await queries.invalidateQueries({ queryKey: tokensOptions(null).queryKey });
    },
  });
  const missing = name.trim() === "" ? "Say what it is for first" : null;
  return (
    <div className="grid gap-3">
      <form
        className="flex flex-wrap items-end gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          if (missing !== null || making.isPending) return;
          making.mutate({ name: name.trim(), expiresInDays: Number(days) });
        }}
      >
        <div className="min-w-48 flex-1">
          <Field
            label="What it is for"
            placeholder="nightly report"
            maxLength={100}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        </div>
        <div className="w-32">
          <Field
            label="Days it lasts"
            type="number"
            min={1}
            max={366}
            required
            value={days}
            onChange={(event) => setDays(event.target.value)}
          />
        </div>
        <Button type="submit" size="lg" disabledReason={making.isPending ? "Being made…" : missing}>
          Make a token
        </Button>
      </form>
      {making.error && <Notice>{making.error.message}</Notice>}
      {making.data && (
        <ShownOnce
          title="Your new token"
          text={making.data.text}
          note="It is shown only now. Keep it like a password: it may do what you may, except change members or make tokens."
        />
      )}
    </div>
  );
}
