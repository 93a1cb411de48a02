"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ApiError } from "@/lib/api-client";
import { type SavedView, type ViewAddress, viewInput } from "@/lib/views/model";
import { isSameView } from "@/lib/views/view-address";
import { saveView, viewsOptions } from "@/lib/views/options";
import { Button } from "../ui/button";
import { CheckField } from "../ui/check-field";
import { Field } from "../ui/field";
import { InertText } from "../ui/inert-text";
import { Notice } from "../ui/notice";

/** Name and sharing of a view that is new, or of `view`. */
export function ViewForm({
  view,
  kept,
  mayShare,
  onDone,
  children,
}: {
  view?: SavedView;
  /** Query, range and columns that are on screen. */
  kept: ViewAddress;
  mayShare: boolean;
  onDone: () => void;
  children?: React.ReactNode;
}) {
  const client = useQueryClient();
  const [wrong, setWrong] = useState<string | null>(null);
  const saving = useMutation({
    mutationFn: (input: Parameters<typeof saveView>[0]) => saveView(input, view?.id),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: viewsOptions().queryKey });
      onDone();
    },
  });
  const submit = (form: FormData) => {
    const shows = view && form.get("now") === null ? view : kept;
    const parsed = viewInput.safeParse({
      q: shows.q,
      from: shows.from,
      to: shows.to,
      cols: shows.cols,
      name: form.get("name"),
      shared: form.get("shared") !== null,
    });
    setWrong(parsed.success ? null : (parsed.error.issues[0]?.message ?? "not readable"));
    if (parsed.success && !saving.isPending) saving.mutate(parsed.data);
  };
  const changed = view !== undefined && !isSameView(view, kept);
  return (
    <form
      noValidate
      aria-label={view ? `Change ${view.name}` : "New view"}
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        submit(new FormData(event.currentTarget));
      }}
    >
      <Field
        label="Name"
        name="name"
        autoFocus
        maxLength={80}
        defaultValue={view?.name ?? ""}
        error={
          wrong ??
          (saving.error instanceof ApiError && saving.error.status === 409
            ? saving.error.message
            : null)
        }
      />
      <p className="text-xs text-ink-3">
        It keeps the query{" "}
        <InertText
          text={(view ?? kept).q === "" ? "(none)" : (view ?? kept).q}
          className="font-mono text-ink-2"
        />{" "}
        and the time range{(view ?? kept).cols !== "" && ", and the columns"}, not the page or the
        open call.
      </p>
      {changed && (
        <CheckField
          name="now"
          label="Keep what is on screen now instead"
          hint={kept.q || "no query"}
        />
      )}
      <CheckField
        name="shared"
        label="Share it with everybody who sees calls"
        {...(mayShare ? {} : { hint: "Needs the permission views:share", disabled: true })}
        defaultChecked={view?.shared ?? false}
      />
      {saving.error && !(saving.error instanceof ApiError && saving.error.status === 409) && (
        <Notice>{saving.error.message}</Notice>
      )}
      <div className="flex flex-wrap justify-end gap-2">
        {children}
        <Button
          type="submit"
          variant="primary"
          disabledReason={saving.isPending ? "Being saved…" : null}
        >
          Save the view
        </Button>
      </div>
    </form>
  );
}
