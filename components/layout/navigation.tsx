"use client";
import { List } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { routes } from "@/lib/routes";
import { cn } from "../ui/cn";

/** Only pages that exist. */
const PAGES = [{ name: "Calls", href: routes.calls(), icon: List }];

export function Navigation() {
  const path = usePathname();
  return (
    <nav aria-label="Pages" className="flex-1 overflow-auto px-2 py-1">
      <ul className="grid gap-px">
        {PAGES.map(({ name, href, icon: Icon }) => (
          <li key={href}>
            <Link
              href={href}
              aria-current={path.startsWith(href) ? "page" : undefined}
              className={cn(
                "flex h-8 items-center gap-2 rounded-md px-2 text-ink-2 hover:bg-hover hover:text-ink",
                "aria-[current]:bg-hover aria-[current]:font-medium aria-[current]:text-ink",
              )}
            >
              <Icon aria-hidden className="size-4" />
              {name}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
