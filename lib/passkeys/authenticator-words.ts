// What a browser's refusal means for whoever sees it; by the names of WebAuthn level 3. Pure.

/** `host`: to which passkeys of this console belong. */
export function authenticatorWords(name: string, wish: "make" | "sign", host: string): string {
  if (name === "InvalidStateError") return "This device has a passkey of yours already.";
  if (name === "SecurityError") {
    return `Passkeys of this console belong to ${host}. Open it at that address.`;
  }
  if (name === "NotAllowedError" || name === "AbortError") {
    return wish === "make"
      ? "No passkey was made: it was cancelled, or took too long. Nothing has changed; try again."
      : "Nothing was signed: it was cancelled, took too long, or none of your passkeys is on this device. Nothing was decided; try again.";
  }
  if (name === "ConstraintError" || name === "NotSupportedError") {
    return "This device cannot verify who you are, by a PIN, a fingerprint or a face. Set one up, or use another device or a security key.";
  }
  return wish === "make"
    ? "This browser could not make a passkey. Try another browser, or a security key."
    : "This browser could not use a passkey. Try another browser, or a security key.";
}
