/** Exact for the decimals as they are written: 0.3 is three times 0.1. `step` is above 0. */
export function isMultipleOf(value: number, step: number): boolean {
  if (Number.isSafeInteger(value) && Number.isSafeInteger(step)) return value % step === 0;
  if (!Number.isFinite(value) || !Number.isFinite(step)) return false;
  const [digits, exponent] = decimal(value);
  const [stepDigits, stepExponent] = decimal(step);
  const common = Math.min(exponent, stepExponent);
  const scaled = digits * 10n ** BigInt(exponent - common);
  return scaled % (stepDigits * 10n ** BigInt(stepExponent - common)) === 0n;
}

/** `digits * 10 ** exponent`. */
function decimal(value: number): [digits: bigint, exponent: number] {
  const [mantissa = "0", exponent = "0"] = value.toExponential().split("e");
  const [whole = "0", fraction = ""] = mantissa.split(".");
  return [BigInt(whole + fraction), Number(exponent) - fraction.length];
}
