import { markedText } from "@/lib/hostile-text";
import type { ExportView } from "@/lib/policy/export/model";
import { CopyButton } from "../../ui/copy-button";
import { DownloadButton } from "../../ui/download-button";
import { InertJson } from "../../ui/inert-json";
import { InertText } from "../../ui/inert-text";
import { TARGET_WORDS } from "./export-words";

/** The policies as the target takes them; for each server where it keeps them apart. */
export function ExportParts({ view: { parts, target, version } }: { view: ExportView }) {
  if (parts.every(({ policies }) => policies.length === 0))
    return (
      <p className="text-sm text-ink-2">
        Nothing is left that the target can allow: it denies all.
      </p>
    );
  return parts.map(({ server, policies }) => {
    const of = `the export of ${server ?? "all servers"}`;
    const text = policies.map((one) => one.text).join("\n\n");
    return (
      <section
        key={server ?? ""}
        aria-label={server === null ? "All servers" : markedText(server)}
        className="grid gap-1.5"
      >
        <div className="flex items-center gap-2">
          <h3 className="mr-auto min-w-0 text-sm font-medium wrap-anywhere">
            {server === null ? "All servers" : <InertText text={server} spaces />}
          </h3>
          <CopyButton text={text} label={`Copy ${of}`}>
            Copy
          </CopyButton>
          <DownloadButton
            text={`${text}\n`}
            filename={`policy-v${version}-${target}${server === null ? "" : `-${server}`}${TARGET_WORDS[target].suffix}`}
            label={`Download ${of}`}
          />
        </div>
        <InertJson exact label={`The export of ${server ?? "all servers"}`} text={text} />
      </section>
    );
  });
}
