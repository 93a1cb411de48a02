import { createServer, type Server } from "node:http";
import { afterAll, beforeAll, expect, test } from "vitest";
import { allowedAddresses } from "./address-rules";
import { post, type Resolve } from "./post";

let server: Server;
let port: number;
const reached: string[] = [];
beforeAll(async () => {
  server = createServer((request, response) => {
    reached.push(request.headers.host ?? "");
    response.writeHead(204).end();
  });
  await new Promise<void>((resolve) => server.listen(0, resolve));
  const address = server.address();
  port = typeof address === "object" && address ? address.port : 0;
});
afterAll(() => server.close());

const nothing = allowedAddresses([]);
/** Answers with the next of these at each question. */
const resolving = (...answers: string[][]): Resolve => {
  const left = [...answers];
  return (_name, done) =>
    done(
      null,
      (left.shift() ?? ["127.0.0.1"]).map((address) => ({
        address,
        family: address.includes(":") ? 6 : 4,
      })),
    );
};
const send = (host: string, resolve: Resolve, allowed = nothing) =>
  post(`http://${host}:${port}/`, "{}", {}, { allowed, resolve });

test.each([
  "127.0.0.1",
  "127.1",
  "2130706433",
  "0x7f000001",
  "0x7f.1",
  "0177.0.0.1",
  "017700000001",
  "0",
  "127.0.0.1.",
  "１２７.0.0.1",
  "[::1]",
  "[::]",
  "[::ffff:127.0.0.1]",
  "[::ffff:7f00:1]",
  "[::127.0.0.1]",
  "[64:ff9b::7f00:1]",
  "[2002:7f00:1::]",
  "[fe80::1]",
  "[fd00::1]",
  "169.254.169.254",
  "[fec0::1]",
])("%s, however this machine is spelled, is not connected to", async (host) => {
  await expect(send(host, resolving(["127.0.0.1"]))).rejects.toThrow(
    /not an address of the public/,
  );
  expect(reached).toEqual([]);
});

test.each([
  ["one private", ["10.0.0.1"]],
  ["one allowed and one private", ["93.184.215.14", "127.0.0.1"]],
  ["a mapped one", ["::ffff:127.0.0.1"]],
  ["one of IPv6 beside one of IPv4", ["93.184.215.14", "::1"]],
])("a name that resolves to %s is not connected to", async (_, addresses) => {
  const allowed = allowedAddresses(["93.184.215.14"]);
  await expect(send("hooks.example", resolving(addresses), allowed)).rejects.toThrow(
    /not an address/,
  );
  expect(reached).toEqual([]);
});

test("a name that changes after it was checked is connected to as it was checked", async () => {
  const rebinding = resolving(["127.0.0.2"], ["127.0.0.1"]);
  const allowed = allowedAddresses(["127.0.0.2"]);
  await send("hooks.example", rebinding, allowed);
  expect(reached).toEqual([`hooks.example:${port}`]);
  // The second question, for the next message, is checked anew.
  await expect(send("hooks.example", rebinding, allowed)).rejects.toThrow(/127\.0\.0\.1 is not/);
  expect(reached).toHaveLength(1);
});
