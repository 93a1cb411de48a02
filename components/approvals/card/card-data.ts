import type { ApprovalDetail } from "@/lib/approvals/view";

/** What the card shows; its clock is read apart (`card-now.tsx`). */
export type CardData = Omit<ApprovalDetail, "now">;
