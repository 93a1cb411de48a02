"use client";
import { markedText } from "@/lib/hostile-text";
import { type ButtonLook, buttonStyle } from "./button-style";
import { cn } from "./cn";
import { Tooltip } from "./tooltip";

type ButtonProps = React.ComponentProps<"button"> &
  ButtonLook & {
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
  "aria-label": name,
  ...props
}: Omit<ButtonProps, "disabledReason">) {
  return (
    <button
      type={type}
      // It may name what it is about in that one's own words.
      aria-label={name === undefined ? undefined : markedText(name)}
      className={cn(buttonStyle({ variant, size }), className)}
      {...props}
    />
  );
}
