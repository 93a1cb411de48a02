"use client";
import { BareFrame } from "@/components/layout/bare-frame";
import { PageFailed } from "@/components/layout/page-failed";

export default function ErrorPage({ error, retry }: { error: unknown; retry: () => void }) {
  return (
    <BareFrame>
      <PageFailed error={error} retry={retry} />
    </BareFrame>
  );
}
