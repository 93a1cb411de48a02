import { cn } from "./cn";

export type ButtonLook = {
  variant?: "primary" | "outline" | "ghost" | "danger";
  size?: "sm" | "md" | "lg";
};

/** The look of a button, also for links that act like one. */
export function buttonStyle({ variant = "outline", size = "md" }: ButtonLook): string {
  return cn(
    "inline-flex shrink-0 items-center justify-center gap-1.5 rounded-md font-medium whitespace-nowrap select-none",
    "aria-disabled:cursor-not-allowed aria-disabled:opacity-50",
    {
      sm: "h-7 px-2 text-xs",
      md: "h-8 px-2.5 text-sm",
      lg: "h-10 px-4 text-base pointer-coarse:h-11",
    }[size],
    {
      primary: "bg-ink text-surface hover:not-aria-disabled:bg-ink/85",
      outline:
        "border border-line-strong bg-surface text-ink hover:not-aria-disabled:bg-hover data-[state=open]:bg-hover",
      danger: "border border-danger/50 bg-surface text-danger hover:not-aria-disabled:bg-danger/10",
      ghost:
        "text-ink-2 hover:not-aria-disabled:bg-hover hover:not-aria-disabled:text-ink data-[state=open]:bg-hover",
    }[variant],
  );
}
