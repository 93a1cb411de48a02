import { Check, CircleAlert, CircleDashed } from "lucide-react";

/** One point of what must be so before a draft is published. */
export function Gate({
  state,
  title,
  children,
}: {
  /** `open`: somebody has to say or do something. `wrong`: it must change. */
  state: "done" | "open" | "wrong";
  title: React.ReactNode;
  children?: React.ReactNode;
}) {
  const { icon: Icon, word, look } = SIGNS[state];
  return (
    <li className="flex gap-2.5 py-2.5">
      <Icon aria-hidden className={`mt-0.5 size-4 shrink-0 ${look}`} />
      <div className="grid min-w-0 flex-1 gap-1.5 text-sm">
        <p className="font-medium wrap-anywhere">
          <span className="sr-only">{word}: </span>
          {title}
        </p>
        {children}
      </div>
    </li>
  );
}

const SIGNS = {
  done: { icon: Check, word: "in order", look: "text-ink-3" },
  open: { icon: CircleDashed, word: "open", look: "text-ink" },
  wrong: { icon: CircleAlert, word: "not in order", look: "text-danger" },
} as const;
