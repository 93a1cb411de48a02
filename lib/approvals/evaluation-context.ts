/** Binds a ciphertext to its evaluation. */
export function evaluationContext(id: string): string {
  return `evaluation/${id}`;
}
