import type { createColors } from "picocolors";

export type Colors = ReturnType<typeof createColors>;
export type Paint = (text: string) => string;

/** Column at which values start: the longest label and two spaces. */
const LABEL_WIDTH = 18;

/** A space at which no line is broken. */
export const TOGETHER = "\u00a0";

/** Breaks text at spaces into lines of at most `width`; a word that is longer is cut into pieces. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(/[^\S\u00a0]+/).filter((part) => part !== "")) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width) {
      lines[lines.length - 1] = `${last} ${word}`;
      continue;
    }
    let rest = word;
    while (rest.length > width) {
      lines.push(rest.slice(0, width));
      rest = rest.slice(width);
    }
    if (rest !== "") lines.push(rest);
  }
  return lines.map((line) => line.replaceAll(TOGETHER, " "));
}

/** Makes text of providers and programs safe for a terminal: no escape sequences, no carriage returns. */
function plain(text: string): string {
  return text.replace(/\u001b\[[0-9;]*[A-Za-z]/g, "").replace(/[\u0000-\u001f\u007f-\u009f]/g, " ");
}

/** Lays out labelled and indented text within the width of a terminal. */
export class Page {
  readonly lines: string[] = [];

  constructor(
    private readonly width: number,
    private readonly colors: Colors,
  ) {}

  /** Two texts at the two edges; on two lines where they do not fit on one. */
  edges(left: string, right: string, paint: Paint): void {
    const gap = this.width - left.length - right.length;
    if (gap >= 2) this.lines.push(`${paint(left)}${" ".repeat(gap)}${this.colors.dim(right)}`);
    else this.lines.push(...wrap(left, this.width).map(paint), this.colors.dim(right));
  }

  /** A label and its value; the value's further lines stand below its first. */
  row(label: string, value: string, paint: Paint = String): void {
    const lines = wrap(plain(value), this.width - LABEL_WIDTH - 2);
    for (const [index, line] of lines.entries()) {
      this.lines.push(`  ${this.colors.dim((index === 0 ? label : "").padEnd(LABEL_WIDTH))}${paint(line)}`);
    }
  }

  /** A paragraph that hangs from its first word. */
  hang(indent: number, mark: string, text: string, paint: Paint = String): void {
    const lines = wrap(plain(text), this.width - indent - mark.length);
    for (const [index, line] of lines.entries()) {
      this.lines.push(`${" ".repeat(indent)}${index === 0 ? mark : " ".repeat(mark.length)}${paint(line)}`);
    }
  }

  blank(): void {
    if (this.lines.length > 0) this.lines.push("");
  }
}
