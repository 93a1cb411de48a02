/** What one look found; `todo` says what helps, where something does. */
export type Finding = {
  check: string;
  status: "ok" | "warn" | "fail";
  found: string;
  todo?: string;
};

export const ok = (check: string, found: string): Finding => ({ check, status: "ok", found });
export const warn = (check: string, found: string, todo: string): Finding => ({
  check,
  status: "warn",
  found,
  todo,
});
export const fail = (check: string, found: string, todo: string): Finding => ({
  check,
  status: "fail",
  found,
  todo,
});
