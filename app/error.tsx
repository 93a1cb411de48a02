"use client";
import { Failed } from "@/components/layout/failed";

export default function ErrorPage({ error, retry }: { error: unknown; retry: () => void }) {
  return (
    <main>
      <Failed error={error} retry={retry} />
    </main>
  );
}
