// Text that lies to the eye, a browser, a terminal or a spreadsheet: for names and reasons.

const SCRIPT = `<script id="injected">alert(1)</script>`;
const IMAGE = `"><img id=injected src=x onerror=alert(1)>`;

const TEXTS = [
  `${IMAGE}\u202egnp.exe\u2066`,
  `${SCRIPT}\u200b\u200d\ufeff\u00ad`,
  "\u001b[31mred\u001b[0m\u001b]0;title\u0007\u009b31m\u007f\u0085",
  `=HYPERLINK("https://evil.example","open")${IMAGE}`,
  "+cmd|' /C calc'!A0\t\r\nsecond line",
  "__proto__ constructor.prototype ${7*7}{{7*7}}%s%n",
  "شركة الاتصالات \u202bעברית\u202c \u2067mixed\u2069",
  "plain\u{e0041}\u{e0042}\u{e007f}hidden tags",
  "[link](javascript:alert(1)) **bold** javascript:alert(1)",
  "аdmіn\u0301\u0301\u0301\u0301\u0301\u0301 of mixed scripts\u2028\u2029",
] as const;

/** One of them, and the marker by which a test finds it again; cut to `most` characters. */
export function evil(marker: string, n: number, most = 1_000): string {
  const text = TEXTS[n % TEXTS.length] ?? "";
  return `${marker} ${text}`.slice(0, most).trim();
}

/** As long as nobody's name is, with something hidden in it. */
export const veryLong = (marker: string, most: number) =>
  `${marker} `.padEnd(most, `${"x".repeat(99)}\u200b`);
