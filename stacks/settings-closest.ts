/** More changes than this make another word of a short name. */
const MOST_CHANGES = 2;

/** The candidate that a person most likely meant: the same letters written otherwise, or at most two typing mistakes away. */
export function closest(text: string, candidates: readonly string[]): string | undefined {
  const wanted = bare(text);
  const same = candidates.find((candidate) => bare(candidate) === wanted);
  if (same !== undefined) return same;
  const scored = candidates
    .map((candidate) => ({ candidate, changes: editDistance(wanted, bare(candidate)) }))
    .filter(
      ({ candidate, changes }) => changes <= Math.min(MOST_CHANGES, Math.floor(bare(candidate).length / 3)),
    )
    .sort((a, b) => a.changes - b.changes);
  return scored[0]?.candidate;
}

/** Case and separators are not what makes a name another one. */
function bare(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9]/g, "");
}

/** How many insertions, deletions, replacements and swaps of neighbours turn one text into the other (optimal string alignment). */
export function editDistance(a: string, b: string): number {
  const width = b.length + 1;
  const table = new Array<number>((a.length + 1) * width).fill(0);
  const at = (i: number, j: number) => table[i * width + j] ?? 0;
  for (let i = 0; i <= a.length; i++) {
    for (let j = 0; j <= b.length; j++) {
      let best: number;
      if (i === 0 || j === 0) {
        best = i + j;
      } else {
        best = Math.min(
          at(i - 1, j) + 1,
          at(i, j - 1) + 1,
          at(i - 1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1),
        );
        if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
          best = Math.min(best, at(i - 2, j - 2) + 1);
        }
      }
      table[i * width + j] = best;
    }
  }
  return at(a.length, b.length);
}
