import { cn } from "./cn";
import { Tooltip } from "./tooltip";

export type ButtonProps = React.ComponentProps<"button"> & {
  variant?: "primary" | "outline" | "ghost";
  size?: "sm" | "md" | "lg";
  /** Why it cannot be used now; it stays focusable so that everybody can find out. */
  disabledReason?: string | null | undefined;
};

/** A button that explains itself when it is disabled. */
export function Button({ disabledReason, onClick, ...props }: ButtonProps) {
  if (!disabledReason) return <PlainButton onClick={onClick} {...props} />;
  return (
    <Tooltip content={disabledReason}>
      <PlainButton
        {...props}
        aria-disabled
        aria-description={disabledReason}
        onClick={(event) => event.preventDefault()}
      />
    </Tooltip>
  );
}

function PlainButton({
  variant = "outline",
  size = "md",
  className,
  type = "button",
  ...props
}: Omit<ButtonProps, "disabledReason">) {
  return <button type={type} className={cn(buttonStyle({ variant, size }), className)} {...props} />;
}

/** The look of a button, for links that act like one. */
export function buttonStyle({ variant = "outline", size = "md" }: Pick<ButtonProps, "variant" | "size">) {
  return cn(
    "inline-flex shrink-0 items-center justify-center gap-1.5 rounded-md font-medium whitespace-nowrap select-none",
    "aria-disabled:cursor-not-allowed aria-disabled:opacity-50",
    { sm: "h-7 px-2 text-xs", md: "h-8 px-2.5 text-sm", lg: "h-10 px-4 text-base" }[size],
    {
      primary: "bg-ink text-surface hover:not-aria-disabled:bg-ink/85",
      outline:
        "border border-line-strong bg-surface text-ink hover:not-aria-disabled:bg-hover data-[state=open]:bg-hover",
      ghost: "text-ink-2 hover:not-aria-disabled:bg-hover hover:not-aria-disabled:text-ink data-[state=open]:bg-hover",
    }[variant],
  );
}
