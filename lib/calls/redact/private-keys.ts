// PEM private keys in text: found by search, since their bodies are long.

const BEGIN = "-----BEGIN ";
const END = "-----END ";
const LABEL = /^-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY[A-Z ]{0,10}-----/;

/** The text with each private key block replaced; one that does not end reaches to the end. */
export function redactPrivateKeys(text: string, replace: (block: string) => string): string {
  let result = "";
  let copied = 0;
  for (let at = text.indexOf(BEGIN); at !== -1;) {
    const head = LABEL.exec(text.slice(at, at + 80))?.[0];
    if (head === undefined) {
      at = text.indexOf(BEGIN, at + BEGIN.length);
      continue;
    }
    const to = endOfBlock(text, at + head.length);
    result += text.slice(copied, at) + replace(text.slice(at, to));
    copied = to;
    at = text.indexOf(BEGIN, to);
  }
  return copied === 0 ? text : result + text.slice(copied);
}

function endOfBlock(text: string, from: number): number {
  const end = text.indexOf(END, from);
  const close = end === -1 ? -1 : text.indexOf("-----", end + END.length);
  return close === -1 ? text.length : close + "-----".length;
}
