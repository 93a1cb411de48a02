// The exact lines that connect one gateway. Pure: the key is in them only while it is shown.
import type { FormatView } from "./view";

export type ConnectWay = {
  id: "post" | "file" | "vector" | "fluent-bit" | "otlp";
  name: string;
  /** What it is for and what to watch out for. */
  note: string;
  lines: string;
};

type Target = {
  /** Public address of the deployment: scheme, host and port. */
  address: string;
  source: string;
  format: Pick<FormatView, "format" | "takesText" | "ways">;
  /** Null once it is not shown any more. */
  key: string | null;
};

/** What stands in for a key that is not known any more. */
export const KEY_PLACEHOLDER = "$ONBEHALF_KEY";

/** The ways that fit the format, the usual one first. */
export function connectWays(target: Target): ConnectWay[] {
  return target.format.ways.flatMap((way) => {
    if (way === "otlp") return [otlp(target)];
    if (way === "file") return [follow(target), vector(target), fluentBit(target)];
    return [post(target)];
  });
}

const pathOf = ({ format }: Target) => `/api/v1/events/${format.format}`;
const keyOf = ({ key }: Target) => key ?? KEY_PLACEHOLDER;
const lineType = ({ format }: Target) => (format.takesText ? "text/plain" : "application/x-ndjson");

function post(target: Target): ConnectWay {
  return {
    id: "post",
    name: "Post",
    note: `One record a line, at most 1,000 and 4 MB a request; gzip is welcome. The answer has one status a record: keep a record until it has one, and send it again after 429 or 503.`,
    lines: [
      `curl ${target.address}${pathOf(target)} \\`,
      `  -H "authorization: Bearer ${keyOf(target)}" \\`,
      `  -H "content-type: ${lineType(target)}" \\`,
      `  --data-binary @audit.jsonl`,
    ].join("\n"),
  };
}

function follow(target: Target): ConnectWay {
  const { format, source } = target;
  return {
    id: "file",
    name: "Follow a log file",
    note: "On the machine where Onbehalf runs, in its folder. It reads the file from the start and goes on as the file grows; no key is needed, and old records are accepted.",
    lines: `npm run cli -- import --format ${format.format} --source ${source} --follow /var/log/gateway/audit.log`,
  };
}

function vector(target: Target): ConnectWay {
  return {
    id: "vector",
    name: "Vector",
    note: "On the gateway's machine. Vector keeps what was not accepted and sends it again.",
    lines: [
      `[sources.audit]`,
      `type = "file"`,
      `include = ["/var/log/gateway/audit.log"]`,
      ``,
      `[sinks.onbehalf]`,
      `type = "http"`,
      `inputs = ["audit"]`,
      `uri = "${target.address}${pathOf(target)}"`,
      `method = "post"`,
      `compression = "gzip"`,
      `encoding.codec = "text"`,
      `framing.method = "newline_delimited"`,
      `request.headers.content-type = "${lineType(target)}"`,
      `auth.strategy = "bearer"`,
      `auth.token = "${keyOf(target)}"`,
      `batch.max_events = 500`,
      `batch.timeout_secs = 1`,
    ].join("\n"),
  };
}

function fluentBit(target: Target): ConnectWay {
  const { hostname, port, protocol } = new URL(target.address);
  const isSafe = protocol === "https:";
  return {
    id: "fluent-bit",
    name: "Fluent Bit",
    note: `On the gateway's machine, for logs of JSON lines; the parser "json" is the one that Fluent Bit brings along.`,
    lines: [
      `[INPUT]`,
      `    Name           tail`,
      `    Path           /var/log/gateway/audit.log`,
      `    Parser         json`,
      `    Read_from_Head true`,
      ``,
      `[OUTPUT]`,
      `    Name           http`,
      `    Match          *`,
      `    Host           ${hostname}`,
      `    Port           ${port || (isSafe ? "443" : "80")}`,
      `    URI            ${pathOf(target)}`,
      `    Format         json`,
      `    Json_date_key  false`,
      `    Compress       gzip`,
      `    Header         Authorization Bearer ${keyOf(target)}`,
      `    Tls            ${isSafe ? "On" : "Off"}`,
    ].join("\n"),
  };
}

function otlp(target: Target): ConnectWay {
  return {
    id: "otlp",
    name: "OpenTelemetry exporter",
    note: "In the gateway's environment. Spans go to /v1/traces and log records to /v1/logs of this address.",
    lines: [
      `OTEL_EXPORTER_OTLP_ENDPOINT=${target.address}`,
      `OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf`,
      `OTEL_EXPORTER_OTLP_COMPRESSION=gzip`,
      // Values of this variable are percent-encoded (OpenTelemetry, "Protocol Exporter").
      `OTEL_EXPORTER_OTLP_HEADERS=authorization=Bearer%20${keyOf(target)}`,
    ].join("\n"),
  };
}
