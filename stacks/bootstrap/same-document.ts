/**
 * Whether two policy documents say the same. AWS gives documents back with other spaces, single values out of their lists, and (from
 * IAM) URL-encoded.
 */
export function sameDocument(one: string, other: string): boolean {
  return normal(one) === normal(other);
}

function normal(document: string): string {
  const text = document.startsWith("%7B") ? decodeURIComponent(document) : document;
  return JSON.stringify(sorted(JSON.parse(text)));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) {
    const items = value.map(sorted);
    if (items.length === 1) return items[0];
    return items.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  }
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([key, inner]) => [key, sorted(inner)] as const);
  return Object.fromEntries(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
