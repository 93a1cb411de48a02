"use client";
import { useId } from "react";
import { type Role, ROLES } from "@/lib/access/model";
import { roleWords } from "./role-words";

/** Roles to tick, each with what it may do. */
export function RoleChoices({
  chosen,
  onChange,
  locked,
}: {
  chosen: readonly Role[];
  onChange: (roles: Role[]) => void;
  /** Why a role cannot be taken away. */
  locked?: Partial<Record<Role, string>>;
}) {
  const id = useId();
  return (
    <fieldset className="grid gap-px overflow-hidden rounded-md border bg-line">
      <legend className="sr-only">Roles</legend>
      {ROLES.map((role) => {
        const reason = locked?.[role];
        return (
          <div key={role} className="relative flex gap-3 bg-surface px-3 py-2 hover:bg-hover">
            <input
              id={`${id}-${role}`}
              type="checkbox"
              checked={chosen.includes(role)}
              aria-disabled={reason ? true : undefined}
              aria-describedby={`${id}-${role}-words`}
              onChange={() => {
                if (reason) return;
                const others = chosen.filter((one) => one !== role);
                onChange(chosen.includes(role) ? others : [...others, role]);
              }}
              className="relative z-10 mt-0.5 size-4 shrink-0 accent-(--accent)"
            />
            <div className="min-w-0">
              <label
                htmlFor={`${id}-${role}`}
                className="font-medium capitalize after:absolute after:inset-0"
              >
                {role}
              </label>
              <p id={`${id}-${role}-words`} className="text-xs text-ink-2">
                {roleWords(role)}
                {reason && ` ${reason}`}
              </p>
            </div>
          </div>
        );
      })}
    </fieldset>
  );
}
