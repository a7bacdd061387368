import type { Run } from "../model";
import type { LinkKind } from "./links";
import { markup, trusted, type Markup } from "./markup";
import { CARD_BREAK, CARD_HEAD, CARD_PADDING, fitText, LINE, SIZES } from "./topology-cards";
import { layoutTopology, type Area, type Card, type Wire } from "./topology-layout";

/** Average width of a character of a label, which is bolder than other text. */
const LABEL_CHARACTER = 0.6;
/** The widest text of a label. */
const LABEL_TEXT_WIDTH = 190;
/** Height of the ground behind a label, and what it is wider than the text. */
const LABEL_GROUND = { height: 16, more: 10 };

const LINK_COLOURS: Readonly<Record<LinkKind, string>> = {
  "remote-write": "#0f766e",
  "private-link": "#475569",
  replication: "#4338ca",
  "stack-reference": "#92610a",
};

/** Light colours; the report lays its dark ones over them. */
const STYLE = `
.topo{font-family:ui-sans-serif,system-ui,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;background:#fff}
.topo-paper{fill:#fff}
.topo-area{fill:#f4f6f9;stroke:#cbd3de;stroke-width:1}
.topo-area-title{fill:#475569;font-size:${SIZES.area}px;font-weight:600;letter-spacing:.02em}
.topo-card{fill:#fff;stroke:#b6c0ce;stroke-width:1}
.topo-card-hub{stroke:#334155;stroke-width:1.6}
.topo-card-absent{stroke-dasharray:4 3}
.topo-title{fill:#0f172a;font-size:${SIZES.title}px;font-weight:650}
.topo-text{fill:#475569;font-size:${SIZES.text}px}
.topo-role{fill:#475569;font-size:${SIZES.label}px;font-weight:600}
.topo-wire{fill:none;stroke-width:1.6}
.topo-halo{fill:none;stroke:#f4f6f9;stroke-width:5}
.topo-ground{fill:#f4f6f9}
.topo-label{font-size:${SIZES.label}px;font-weight:550}
.topo-border{fill:#fff;stroke-width:1.6}
${Object.entries(LINK_COLOURS)
  .map(
    ([kind, colour]) =>
      `.topo-wire.topo-${kind},.topo-border.topo-${kind}{stroke:${colour}}.topo-label.topo-${kind},.topo-arrow.topo-${kind}{fill:${colour}}`,
  )
  .join("\n")}
.topo-wire.topo-stack-reference{stroke-dasharray:2 3.5}
.topo-wire.topo-private-link{stroke-dasharray:7 3}
`;

/** Rounded to a tenth, so that the file is short and the same everywhere. */
function round(value: number): number {
  return Math.round(value * 10) / 10;
}

const ROLE_WORDS: Readonly<Record<Card["role"], string>> = {
  hub: "hub",
  spoke: "spoke",
  replicas: "replicas only",
};

/** Room that the role takes beside a card's title. */
const ROLE_WIDTH = 50;

function drawCard({ region, role, x, y, width, height, present, text }: Card): Markup {
  const left = round(x + CARD_PADDING);
  const line = (words: string, index: number, more = 0): Markup =>
    markup`<text class="topo-text" x="${left}" y="${round(y + CARD_HEAD + index * LINE + more)}">${words}</text>
`;
  return markup`<g><rect class="topo-card topo-card-${role}${!present && " topo-card-absent"}" x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}" rx="8"/>
<text class="topo-title" x="${left}" y="${round(y + 26)}">${fitText(region, width - 2 * CARD_PADDING - ROLE_WIDTH, SIZES.title)}</text>
<text class="topo-role" x="${round(x + width - CARD_PADDING)}" y="${round(y + 25)}" text-anchor="end">${ROLE_WORDS[role]}</text>
${text.facts.map((words, index) => line(words, index))}${text.modules.map((words, index) => line(words, text.facts.length + index, CARD_BREAK))}</g>
`;
}

function drawArea(area: Area): Markup {
  return markup`<g><rect class="topo-area" x="${round(area.x)}" y="${round(area.y)}" width="${round(area.width)}" height="${round(area.height)}" rx="12"/>
<text class="topo-area-title" x="${round(area.x + 18)}" y="${round(area.y + 21)}">Jurisdiction ${area.jurisdiction}</text></g>
`;
}

/** A line with rounded corners. */
function pathOf(points: Wire["points"]): string {
  const radius = 6;
  return points
    .map(([x, y], index) => {
      const before = points[index - 1];
      const after = points[index + 1];
      if (before === undefined) return `M${round(x)} ${round(y)}`;
      if (after === undefined) return `L${round(x)} ${round(y)}`;
      const towards = ([px, py]: readonly [number, number]): string =>
        `${round(x + Math.sign(px - x) * radius)} ${round(y + Math.sign(py - y) * radius)}`;
      return `L${towards(before)}Q${round(x)} ${round(y)} ${towards(after)}`;
    })
    .join("");
}

/** Length and half of the width of an arrow's head. */
const ARROW = { length: 8, half: 4 };

function drawWire(wire: Wire): Markup {
  const { link, points } = wire;
  const last = points.at(-1) ?? [0, 0];
  const beforeLast = points.at(-2) ?? last;
  const direction = Math.sign(last[0] - beforeLast[0]);
  const base = last[0] - direction * ARROW.length;
  // The line stops inside the arrow's head, so that its end does not show at the tip.
  const line: Wire["points"] = [...points.slice(0, -1), [base + direction * 2, last[1]]];
  const kind = `topo-${link.kind}`;
  const arrow = `${round(last[0])},${round(last[1])} ${round(base)},${round(last[1] - ARROW.half)} ${round(base)},${round(last[1] + ARROW.half)}`;
  return markup`<g><title>${describe(wire)}</title><path class="topo-halo" d="${pathOf(line)}"/><path class="topo-wire ${kind}" d="${pathOf(line)}"/><polygon class="topo-arrow ${kind}" points="${arrow}"/>${
    wire.border !== undefined &&
    markup`<circle class="topo-border ${kind}" cx="${round(wire.border[0])}" cy="${round(wire.border[1])}" r="3.6"/>`
  }</g>
`;
}

function drawLabel({ label, link }: Wire): Markup {
  const text = fitText(link.label, LABEL_TEXT_WIDTH, SIZES.label);
  const width = text.length * SIZES.label * LABEL_CHARACTER + LABEL_GROUND.more;
  const left = label.anchor === "middle" ? label.x - width / 2 : label.x - LABEL_GROUND.more / 2;
  return markup`<rect class="topo-ground" x="${round(left)}" y="${round(label.y - LABEL_GROUND.height / 2)}" width="${round(width)}" height="${LABEL_GROUND.height}"/><text class="topo-label topo-${link.kind}" x="${round(label.x)}" y="${round(label.y + 4)}" text-anchor="${label.anchor}">${text}</text>
`;
}

function describe({ link }: Wire): string {
  return `${link.label}: from ${link.from} to ${link.to}${link.crossesJurisdiction ? ", across jurisdictions" : ""}`;
}

/**
 * The picture of a run's topology as one SVG: regions inside their jurisdictions and what flows between them, all of it from
 * the program's own graph. It stands alone (light colours, no fonts, no scripts) and can be laid into a page as it is.
 */
export function renderTopology(run: Run): string {
  const layout = layoutTopology(run);
  const crossing = layout.wires.some(({ border }) => border !== undefined);
  const height = layout.height + (crossing ? 26 : 0);
  const words = layout.wires.map(describe).join("; ");
  return markup`<svg xmlns="http://www.w3.org/2000/svg" class="topo" viewBox="0 0 ${round(layout.width)} ${round(height)}" width="${round(layout.width)}" height="${round(height)}" role="img" aria-labelledby="topo-name topo-words">
<title id="topo-name">Regions, jurisdictions and what flows between them</title>
<desc id="topo-words">${words}</desc>
<style>${trusted(STYLE)}</style>
<rect class="topo-paper" width="100%" height="100%"/>
${layout.areas.map(drawArea)}${layout.wires.map(drawWire)}${layout.cards.map(drawCard)}${layout.wires.map(drawLabel)}${
    crossing &&
    markup`<g><circle class="topo-border topo-private-link" cx="16" cy="${round(layout.height + 9)}" r="3.6"/><text class="topo-text" x="27" y="${round(layout.height + 13)}">crosses a jurisdiction</text></g>
`
  }</svg>
`.text;
}
