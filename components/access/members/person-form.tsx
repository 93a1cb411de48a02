"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useId, useState } from "react";
import { setMemberPerson } from "@/lib/access/change-access";
import type { MemberView } from "@/lib/access/members-view";
import { personsOptions } from "@/lib/access/options";
import { markedText } from "@/lib/hostile-text";
import { Button } from "../../ui/button";
import { Field } from "../../ui/field";
import { InertText } from "../../ui/inert-text";
import { Notice } from "../../ui/notice";

/** Links a member to a person of the directory; empty takes the link back. */
export function PersonForm({ member }: { member: MemberView }) {
  const queries = useQueryClient();
  const listId = useId();
  const current = member.person?.id ?? "";
  const [person, setPerson] = useState(current);
  // Only suggestions: without them a person's id can still be typed.
  const { data: persons } = useQuery(personsOptions());
  const saving = useMutation({
    mutationFn: () => setMemberPerson(member.id, person.trim() || null),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["members"] }),
  });
  const reason = saving.isPending
    ? "Being saved…"
    : person.trim() === current
      ? "Nothing was changed"
      : null;
  return (
    <form
      className="grid gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (reason === null) saving.mutate();
      }}
    >
      <div className="max-w-sm">
        <Field
          label="Person’s id in the directory"
          hint="Empty links nobody."
          list={listId}
          autoComplete="off"
          maxLength={128}
          value={person}
          onChange={(event) => setPerson(event.target.value)}
        />
        <datalist id={listId}>
          {persons?.items.map(({ id, name }) => (
            <option key={id} value={id}>
              {markedText(name ?? id)}
            </option>
          ))}
        </datalist>
      </div>
      {saving.error && (
        <Notice>
          <InertText text={saving.error.message} />
        </Notice>
      )}
      <div>
        <Button type="submit" disabledReason={reason}>
          Save the person
        </Button>
      </div>
    </form>
  );
}
