import type { Metadata } from "next";
import { ImportPage } from "@/components/directory/import-page";
import { requireViewer } from "@/lib/access/page-viewer";

export const metadata: Metadata = { title: "Import a CSV" };

export default async function DirectoryImportPage() {
  await requireViewer();
  return <ImportPage />;
}
