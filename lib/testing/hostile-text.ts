// What an eye misses, a terminal obeys or a spreadsheet runs, for tests of whatever leaves the house.

/** No line of a file may hold one of these. */
export const RAW_HIDDEN =
  // oxlint-disable-next-line no-misleading-character-class -- single characters are meant
  /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\u034F\u115F\u1160\u2800\u3164\uFFA0]/u;

/** A cell that a spreadsheet takes for a formula. */
export const FORMULA_CELL = /^[\s'"]*[=+\-@|＝＋－＠]/;

export const HOSTILE_TEXTS = [
  "=1+1",
  "+1",
  "-1",
  "@SUM(A1)",
  " =1",
  "\t=1",
  "'=1",
  '"=1',
  "|x",
  "\r\n=1",
  "＝1+1",
  "＋1",
  "－1",
  "＠x",
  "a\u202egnp.exe\u2066",
  "zero\u200bwidth\u200d\ufeff\u00ad",
  "\u001b[31mred\u001b[0m\u009b31m\u007f\u0085",
  "plain\u{e0041}\u{e0042}\u{e007f}tags",
  "lines\u2028and\u2029paragraphs\nand\r\nmore",
  '<script>alert("x")</script>, "quoted"',
  "filler\u3164\u115f\u2800\u034f",
] as const;
