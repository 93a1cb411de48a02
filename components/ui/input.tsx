import { cn } from "./cn";

export function Input({ className, ...props }: React.ComponentProps<"input">) {
  return (
    <input
      className={cn(
        "h-8 w-full min-w-0 max-md:text-[16px] rounded-md border border-control bg-surface px-2.5 text-sm text-ink placeholder:text-ink-3",
        "aria-invalid:border-danger aria-invalid:focus-visible:outline-danger focus-visible:border-accent focus-visible:outline-1 focus-visible:outline-offset-0",
        className,
      )}
      {...props}
    />
  );
}
