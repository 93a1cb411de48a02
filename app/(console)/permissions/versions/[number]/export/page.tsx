import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ExportPage } from "@/components/permissions/export/export-page";
import { requireViewer } from "@/lib/access/page-viewer";
import { parseExportAddress, versionNumber } from "@/lib/policy/address";

export const metadata: Metadata = { title: "Export of a version" };

type Props = {
  params: Promise<{ number: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

/** The export is asked for by the browser: what it lacks, it says there. */
export default async function Export({ params, searchParams }: Props) {
  const { permissions } = await requireViewer();
  if (!permissions.has("policy:read")) return null;
  const number = versionNumber((await params).number);
  if (number === null) notFound();
  return <ExportPage number={number} address={parseExportAddress(await searchParams)} />;
}
