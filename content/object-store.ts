/**
 * Name of a bucket in an S3-compatible store that is not ours: its operator's prefix, and what it is for. The operator makes it: versioned,
 * encrypted, closed, and locked where the record class asks for it (`content/retention.ts`).
 * @param purpose lower case words joined by hyphens
 */
export function storeBucket(prefix: string, purpose: string): string {
  return `${prefix}-${purpose}`;
}
