import { cn } from "./cn";

/** What stands where rows would be: why there are none, and what to do about it. */
export function StatePanel({
  icon,
  title,
  children,
  actions,
  role,
  className,
}: {
  icon: React.ReactNode;
  title: string;
  children?: React.ReactNode;
  actions?: React.ReactNode;
  role?: "status" | "alert";
  className?: string;
}) {
  return (
    <div
      role={role}
      className={cn("mx-auto grid w-full max-w-xl gap-3 px-4 py-14 md:py-20", className)}
    >
      <div className="text-ink-3 [&_svg]:size-6">{icon}</div>
      <h2 className="text-lg font-semibold tracking-tight">{title}</h2>
      {children && <div className="grid gap-3 text-base text-ink-2">{children}</div>}
      {actions && <div className="flex flex-wrap gap-2 pt-1">{actions}</div>}
    </div>
  );
}
