import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";

/**
 * Writes the server's configuration anew for each start, so that an upgrade of ours takes effect.
 * Suited to a small machine that mostly appends; `local.conf` beside it, when present, wins.
 */
export async function writeConfiguration(home: string, port: number): Promise<string> {
  const file = join(home, "postgresql.conf");
  const lines = Object.entries(settings(home, port)).map(([name, value]) => `${name} = ${value}`);
  if (existsSync(join(home, "local.conf"))) lines.push("include 'local.conf'");
  await writeFile(file, `${lines.join("\n")}\n`, { mode: 0o644 });
  await writeFile(join(home, "pg_hba.conf"), "host all all 127.0.0.1/32 scram-sha-256\n", {
    mode: 0o644,
  });
  return file;
}

function settings(home: string, port: number): Record<string, string> {
  return {
    listen_addresses: "'127.0.0.1'",
    port: String(port),
    unix_socket_directories: "''",
    hba_file: quoted(join(home, "pg_hba.conf")),
    password_encryption: "scram-sha-256",
    max_connections: "100",

    fsync: "on",
    synchronous_commit: "on",
    full_page_writes: "on",
    // This build has no lz4.
    wal_compression: "pglz",
    max_wal_size: "4GB",
    min_wal_size: "256MB",
    wal_buffers: "16MB",
    checkpoint_timeout: "15min",

    shared_buffers: "512MB",
    effective_cache_size: "2GB",
    work_mem: "16MB",
    maintenance_work_mem: "256MB",
    random_page_cost: "1.1",
    jit: "off",
    autovacuum_vacuum_insert_scale_factor: "0.05",
    autovacuum_analyze_scale_factor: "0.02",

    timezone: "'UTC'",
    log_timezone: "'UTC'",
    lc_messages: "'C'",
    logging_collector: "on",
    log_directory: "'log'",
    log_filename: "'postgresql-%a.log'",
    log_truncate_on_rotation: "on",
    log_rotation_age: "1d",
    log_rotation_size: "0",
    log_line_prefix: "'%m [%p] %a '",
    log_lock_waits: "on",
    // Statements and row values are personal data; they do not belong in a log file.
    log_error_verbosity: "terse",
    log_min_error_statement: "panic",
    track_io_timing: "on",
  };
}

function quoted(text: string): string {
  return `'${text.replaceAll("\\", "\\\\").replaceAll("'", "''")}'`;
}
