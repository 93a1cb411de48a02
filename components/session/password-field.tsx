"use client";
import { useState } from "react";
import { Button } from "../ui/button";
import { Field } from "../ui/field";

/** A password with a button that shows it; so it is asked for once. */
export function PasswordField(
  props: Omit<React.ComponentProps<typeof Field>, "type" | "trailing">,
) {
  const [shown, setShown] = useState(false);
  return (
    <Field
      {...props}
      type={shown ? "text" : "password"}
      spellCheck={false}
      autoCapitalize="none"
      trailing={
        <Button
          size="sm"
          variant="ghost"
          aria-pressed={shown}
          aria-label={shown ? "Hide the password" : "Show the password"}
          onClick={() => setShown(!shown)}
        >
          {shown ? "Hide" : "Show"}
        </Button>
      }
    />
  );
}
