// The yardstick of decisions: parses a JSON body and answers JSON, and does nothing else. Prints its
// port and ends with its standard input.
import { createServer } from "node:http";

const answer = Buffer.from(
  JSON.stringify({
    decision: true,
    context: { id: "x".repeat(31), reason: "rule", ruleIds: ["r1"] },
  }),
);
const server = createServer((request, response) => {
  const chunks = [];
  request.on("data", (chunk) => chunks.push(chunk));
  request.on("end", () => {
    JSON.parse(Buffer.concat(chunks).toString("utf8"));
    response.writeHead(200, {
      "content-type": "application/json",
      "content-length": answer.length,
    });
    response.end(answer);
  });
});
server.listen(0, "127.0.0.1", () => process.stdout.write(`${server.address().port}\n`));
process.stdin.resume().once("end", () => process.exit(0));
