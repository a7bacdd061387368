/** A pattern in which `*` stands for any characters, as a regular expression over the whole text. */
export function globToRegExp(glob: string): RegExp {
  const parts = glob.split("*").map((part) => part.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`, "s");
}
