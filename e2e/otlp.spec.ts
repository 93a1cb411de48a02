// The exporters of OpenTelemetry's own SDK against the server, and their calls in the console.
import { type Attributes, diag, DiagLogLevel, SpanStatusCode } from "@opentelemetry/api";
import { OTLPLogExporter as JsonLogs } from "@opentelemetry/exporter-logs-otlp-http";
import { OTLPLogExporter as ProtobufLogs } from "@opentelemetry/exporter-logs-otlp-proto";
import { OTLPTraceExporter as JsonSpans } from "@opentelemetry/exporter-trace-otlp-http";
import { OTLPTraceExporter as ProtobufSpans } from "@opentelemetry/exporter-trace-otlp-proto";
import { resourceFromAttributes } from "@opentelemetry/resources";
import {
  InMemoryLogRecordExporter,
  LoggerProvider,
  type ReadableLogRecord,
  SimpleLogRecordProcessor,
} from "@opentelemetry/sdk-logs";
import {
  InMemorySpanExporter,
  NodeTracerProvider,
  type ReadableSpan,
  SimpleSpanProcessor,
} from "@opentelemetry/sdk-trace-node";
import { expect, expectAccessible, run, signIn, test } from "./deployment";

const resource = resourceFromAttributes({ "service.name": "otel-agent" });

/** Names of the GenAI and MCP conventions as they are today, and as they were. */
const today = (tool: string): Attributes => ({
  "mcp.method.name": "tools/call",
  "gen_ai.operation.name": "execute_tool",
  "gen_ai.tool.name": tool,
  "gen_ai.tool.call.arguments": '{"sheet":"q3","rows":9007199254740993}',
  "server.address": "sheets.otel.example",
  "user.id": "otel-nora",
  "mcp.session.id": "otel-session",
});
const formerly = (tool: string): Attributes => ({
  "gen_ai.operation.name": "execute_tool",
  "mcp.tool.name": tool,
  "server.address": "sheets.otel.example",
  "enduser.id": "otel-nora",
});

function logOf(attributes: Attributes, timestamp = Date.now()): ReadableLogRecord[] {
  const memory = new InMemoryLogRecordExporter();
  const processors = [new SimpleLogRecordProcessor({ exporter: memory })];
  const logger = new LoggerProvider({ resource, processors }).getLogger("mcp", "1");
  logger.emit({ timestamp, severityNumber: 9, body: "called a tool", attributes });
  return memory.getFinishedLogRecords();
}

function spanOf(attributes: Attributes, code: SpanStatusCode): ReadableSpan[] {
  const memory = new InMemorySpanExporter();
  const spanProcessors = [new SimpleSpanProcessor(memory)];
  const tracer = new NodeTracerProvider({ resource, spanProcessors }).getTracer("mcp", "1");
  const span = tracer.startSpan("tools/call", { attributes, startTime: Date.now() - 500 });
  span.setStatus({ code, message: "no such sheet" }).end();
  return memory.getFinishedSpans();
}

type Exporter<Item> = {
  export: (items: Item[], done: (result: { code: number; error?: Error }) => void) => void;
  shutdown: () => Promise<void>;
};

/** What the exporter reports: undefined for success, else its error. */
async function exported<Item>(exporter: Exporter<Item>, items: Item[]) {
  expect(items).toHaveLength(1);
  const { code, error } = await new Promise<{ code: number; error?: Error }>((resolve) =>
    exporter.export(items, resolve),
  );
  await exporter.shutdown();
  return code === 0 ? undefined : (error ?? new Error("failed without an error"));
}

const otlpKey = () =>
  run(
    "keys",
    "create",
    "--source",
    "otel-gw",
    "--format",
    "otlp",
    "--scopes",
    "events:write",
  ).trim();

const to = (path: string, key: string) => ({
  url: `${process.env["ONBEHALF_E2E_URL"]}${path}`,
  headers: { authorization: `Bearer ${key}` },
});

/** As operators set it; read when an exporter is made. */
function gzipped<T>(make: () => T): T {
  process.env["OTEL_EXPORTER_OTLP_COMPRESSION"] = "gzip";
  try {
    return make();
  } finally {
    delete process.env["OTEL_EXPORTER_OTLP_COMPRESSION"];
  }
}

test("logs and spans of every exporter are calls with caller, tool, server and verdict", async ({
  page,
  context,
}) => {
  const key = otlpKey();
  const [logs, traces] = [to("/v1/logs", key), to("/v1/traces", key)];
  const { OK, ERROR } = SpanStatusCode;
  expect(await exported(new JsonLogs(logs), logOf(today("log_json")))).toBeUndefined();
  const zipped = gzipped(() => new ProtobufLogs(logs));
  expect(await exported(zipped, logOf(formerly("log_protobuf")))).toBeUndefined();
  const zippedSpans = gzipped(() => new JsonSpans(traces));
  expect(await exported(zippedSpans, spanOf(today("span_json"), OK))).toBeUndefined();
  const spans = new ProtobufSpans(traces);
  expect(await exported(spans, spanOf(formerly("span_protobuf"), ERROR))).toBeUndefined();

  await signIn(context, "viewer,auditor");
  await page.goto(`/calls?q=${encodeURIComponent("source:otel-gw")}`);
  const rows = page.getByRole("table", { name: /Calls/ }).getByRole("row");
  for (const tool of ["log_json", "log_protobuf", "span_json", "span_protobuf"]) {
    const row = rows.filter({ hasText: tool });
    await expect(row).toHaveCount(1);
    await expect(row).toContainText("otel-nora");
    await expect(row).toContainText("sheets.otel.example");
    // Nobody checked the name that an attribute gives.
    await expect(row).toContainText("unattributed");
  }
  await expect(rows.filter({ hasText: "log_json" })).toContainText("unknown");
  await expect(rows.filter({ hasText: "span_json" })).toContainText("ok");
  await expect(rows.filter({ hasText: "span_protobuf" })).toContainText("error");

  await rows.filter({ hasText: "span_json" }).getByRole("link").first().click();
  await page.getByRole("tab", { name: "Arguments and result" }).click();
  await page.getByRole("button", { name: "Open arguments and result" }).click();
  await expect(page.getByLabel("Arguments", { exact: true })).toContainText("q3");
  await expectAccessible(page);
});

test("an exporter that sends again stores nothing twice", async ({ page, context }) => {
  const key = otlpKey();
  const log = logOf(today("log_again"));
  const span = spanOf(today("span_again"), SpanStatusCode.UNSET);
  for (const _ of [1, 2]) {
    expect(await exported(new ProtobufLogs(to("/v1/logs", key)), log)).toBeUndefined();
    expect(await exported(new JsonSpans(to("/v1/traces", key)), span)).toBeUndefined();
  }
  await signIn(context, "viewer");
  await page.goto(`/calls?q=${encodeURIComponent("source:otel-gw")}`);
  const rows = page.getByRole("table", { name: /Calls/ }).getByRole("row");
  await expect(rows.filter({ hasText: "log_again" })).toHaveCount(1);
  await expect(rows.filter({ hasText: "span_again" })).toHaveCount(1);
});

test("an exporter is told that its key is refused", async () => {
  const wrong = `${otlpKey().slice(0, -1)}x`;
  for (const Logs of [JsonLogs, ProtobufLogs]) {
    const error = await exported(new Logs(to("/v1/logs", wrong)), logOf(today("never")));
    expect(error).toMatchObject({ name: "OTLPExporterError", code: 401 });
  }
  for (const Spans of [JsonSpans, ProtobufSpans]) {
    const items = spanOf(today("never"), SpanStatusCode.OK);
    const error = await exported(new Spans(to("/v1/traces", wrong)), items);
    expect(error).toMatchObject({ name: "OTLPExporterError", code: 401 });
  }
});

test("an exporter is told what went to quarantine", async () => {
  const warnings: string[] = [];
  const note = (...words: unknown[]) => void warnings.push(words.map(String).join(" "));
  const quiet = () => undefined;
  diag.setLogger(
    { error: note, warn: note, info: quiet, debug: quiet, verbose: quiet },
    { logLevel: DiagLogLevel.WARN, suppressOverrideMessage: true },
  );
  const key = otlpKey();
  for (const Logs of [JsonLogs, ProtobufLogs]) {
    const old = logOf(today("too_old"), Date.UTC(2020, 0));
    expect(await exported(new Logs(to("/v1/logs", key)), old)).toBeUndefined();
  }
  diag.disable();
  expect(warnings).toHaveLength(2);
  for (const warning of warnings) expect(warning).toMatch(/partial success.*35 days/i);
});
