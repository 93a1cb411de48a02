import type { Role } from "@/lib/access/model";
import { inOrder, roleWords } from "./role-words";

/** The names of roles; what each may do on hover. */
export function RoleList({ roles }: { roles: readonly Role[] }) {
  if (roles.length === 0) return <span className="text-ink-3">no role</span>;
  return (
    <span className="flex flex-wrap gap-1">
      {inOrder(roles).map((role) => (
        <span
          key={role}
          title={roleWords(role)}
          className="rounded border border-line-strong px-1.5 text-2xs text-ink-2"
        >
          {role}
        </span>
      ))}
    </span>
  );
}
