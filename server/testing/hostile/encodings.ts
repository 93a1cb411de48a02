// Content encodings: right, wrong, mislabelled, cut and doubled.
import { deflateSync, gzipSync } from "node:zlib";

type Encode = (body: Buffer) => { body: Buffer; encoding?: string };
const GZIP = "gzip";
export const plain: Encode = (body) => ({ body });
export const gzipped: Encode = (body) => ({ body: gzipSync(body), encoding: GZIP });
export const ODD_ENCODINGS: readonly Encode[] = [
  (body) => ({ body: gzipSync(body), encoding: "GZip" }),
  (body) => ({ body: gzipSync(gzipSync(body)), encoding: GZIP }),
  (body) => ({ body: gzipSync(gzipSync(body)), encoding: "gzip, gzip" }),
  (body) => ({ body: Buffer.concat([gzipSync(body), gzipSync(body)]), encoding: GZIP }),
  (body) => ({ body: gzipSync(body).subarray(0, -9), encoding: GZIP }),
  (body) => ({ body: Buffer.concat([gzipSync(body), Buffer.from("rest")]), encoding: GZIP }),
  (body) => ({ body: gzipSync(body) }),
  (body) => ({ body, encoding: GZIP }),
  (body) => ({ body: deflateSync(body), encoding: "deflate" }),
  (body) => ({ body, encoding: "identity" }),
  (body) => ({ body, encoding: "br" }),
  (body) => ({ body, encoding: "" }),
];
