import { Frame } from "@/components/layout/frame";
import { UnsavedEdits } from "@/components/permissions/edits/unsaved-edits";
import { requireViewer } from "@/lib/access/page-viewer";

export default async function ConsoleLayout({ children }: { children: React.ReactNode }) {
  const { email, name, roles } = await requireViewer();
  return (
    <Frame member={{ email, name, roles }}>
      {children}
      <UnsavedEdits />
    </Frame>
  );
}
