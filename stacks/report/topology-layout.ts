import type { Run } from "../model";
import { placeOf } from "./graph";
import { findLinks, type Link } from "./links";
import { CARD_PADDING, cardText, type CardText } from "./topology-cards";
import { placeRegions, routesOf, type Cell, type Route } from "./topology-grid";

/**
 * Where everything in the picture of the topology stands: pure arithmetic, in the units of the picture (one is about a pixel).
 *
 * Two columns with a gutter between them. The hub stands at the left of its jurisdiction, spokes at the right, one below the
 * other, grouped by jurisdiction; a region that only receives replicas stands opposite the spoke that sends them. Every link
 * runs through the gutter: straight where its ends face each other, else down a lane at the gutter's left. Ports and lanes are
 * ordered so that lanes never cross each other.
 */

/** Space around the picture. */
const MARGIN = 8;
/** Space between the border of a jurisdiction and its cards. */
const AREA_PADDING = 18;
/** Height of a jurisdiction's title. */
const AREA_TITLE = 32;
/** Space between two jurisdictions, and between two rows. */
const ROW_GAP = 18;
const CARD_WIDTH = 228;
/** The least height of a card, however little it says. */
const CARD_MIN_HEIGHT = 76;
/** From a card's top to its first port. */
const PORT_TOP = 28;
/** From port to port: the height of a label and some air. */
const PORT_STEP = 25;
/** Room for a label in the gutter. */
const LABEL_WIDTH = 208;
/** From lane to lane. */
const LANE_STEP = 13;
/** From the cards' edge to the first lane, and from the lanes to the labels. */
const LANE_MARGIN = 18;

/** A region in the picture. */
export interface Card {
  region: string;
  role: "hub" | "spoke" | "replicas";
  x: number;
  y: number;
  width: number;
  height: number;
  /** Whether the run included the region's stack. */
  present: boolean;
  text: CardText;
}

/** A jurisdiction: the area around its regions. */
export interface Area {
  jurisdiction: string;
  x: number;
  y: number;
  width: number;
  height: number;
}

/** A link's way through the picture. */
export interface Wire {
  link: Link;
  /** Corners, from where it starts to where it arrives. */
  points: [x: number, y: number][];
  label: { x: number; y: number; anchor: "middle" | "start" };
  /** Where it leaves a jurisdiction; absent where it stays inside. */
  border?: [x: number, y: number];
}

/** The whole picture. */
export interface Layout {
  width: number;
  height: number;
  areas: Area[];
  cards: Card[];
  wires: Wire[];
}

/** Number of ports on each cell, straight ones first. */
function countPorts(routes: readonly Route[], region: string, straight: boolean): number {
  return routes.filter(
    (route) => route.straight === straight && [route.upper.region, route.lower.region].includes(region),
  ).length;
}

/** Height of a card with this many ports. */
function portsHeight(ports: number): number {
  return 2 * PORT_TOP + (ports - 1) * PORT_STEP;
}

/** What a region's card says, and how high it is at least. */
interface CardNeeds {
  text: CardText;
  height: number;
}

/** Computes the picture of a run's topology. */
export function layoutTopology(run: Run): Layout {
  const links = findLinks(run);
  const grid = placeRegions(run, links);
  const routes = routesOf(grid, links);
  const laned = routes.filter(({ straight }) => !straight).sort((a, b) => a.lower.row - b.lower.row);
  const hub = run.topology.hub;

  const laneZone = laned.length === 0 ? LANE_MARGIN : 2 * LANE_MARGIN + (laned.length - 1) * LANE_STEP;
  const gutter = laneZone + LABEL_WIDTH + LANE_MARGIN;
  const left = MARGIN + AREA_PADDING;
  const right = left + CARD_WIDTH + gutter;
  const width = right + CARD_WIDTH + AREA_PADDING + MARGIN;

  const needs = new Map(
    [...grid.cells.keys()].map((region): [string, CardNeeds] => {
      const text = cardText(run, region, CARD_WIDTH - 2 * CARD_PADDING);
      const ports = countPorts(routes, region, true) + countPorts(routes, region, false);
      return [region, { text, height: Math.max(CARD_MIN_HEIGHT, text.height, portsHeight(ports)) }];
    }),
  );
  const heightOf = (region: string): number => needs.get(region)?.height ?? CARD_MIN_HEIGHT;

  const rowTop: number[] = [];
  const rowHeight: number[] = [];
  const areas: Area[] = [];
  let y = MARGIN;
  for (const [band, rows] of grid.bands.entries()) {
    const top = y;
    y += AREA_TITLE;
    for (const row of rows) {
      const cells = [...grid.cells.values()].filter((cell) => cell.row === row && cell.region !== hub);
      let height = Math.max(CARD_MIN_HEIGHT, ...cells.map(({ region }) => heightOf(region)));
      if (band === 0 && row === rows.at(-1)) {
        // The hub spans all rows of its band; the last one has to hold its lanes and the rest of what it says.
        const straightHere = Math.max(0, ...cells.map(({ region }) => countPorts(routes, region, true)));
        const above = rows.slice(0, -1).reduce((sum, index) => sum + (rowHeight[index] ?? 0) + ROW_GAP, 0);
        const hubText = (needs.get(hub)?.text.height ?? 0) - above;
        height = Math.max(height, hubText, portsHeight(straightHere + countPorts(routes, hub, false)));
      }
      rowTop[row] = y;
      rowHeight[row] = height;
      y += height + ROW_GAP;
    }
    y += AREA_PADDING - ROW_GAP;
    areas.push({
      jurisdiction: grid.jurisdictions[band] ?? "",
      x: MARGIN,
      y: top,
      width: width - 2 * MARGIN,
      height: y - top,
    });
    y += ROW_GAP;
  }
  const height = y - ROW_GAP + MARGIN;

  const top = (row: number): number => rowTop[row] ?? 0;
  const cards = [...grid.cells.values()].map((cell): Card => {
    const lastRow = cell.region === hub ? (grid.bands[0]?.at(-1) ?? cell.row) : cell.row;
    const full = top(lastRow) + (rowHeight[lastRow] ?? 0) - top(cell.row);
    const known = placeOf(run, cell.region) !== undefined;
    return {
      region: cell.region,
      role: cell.region === hub ? "hub" : known ? "spoke" : "replicas",
      x: cell.side === "left" ? left : right,
      y: top(cell.row),
      width: CARD_WIDTH,
      height: cell.region === hub ? full : heightOf(cell.region),
      present: run.stacks.some(({ region }) => region === cell.region),
      text: needs.get(cell.region)?.text ?? { facts: [], modules: [], height: 0 },
    };
  });

  const portsTaken = new Map<string, number>();
  const nextPort = (cell: Cell, from: number): number => {
    const taken = portsTaken.get(cell.region) ?? 0;
    portsTaken.set(cell.region, taken + 1);
    return top(from) + PORT_TOP + taken * PORT_STEP;
  };
  const edge = (cell: Cell): number => (cell.side === "left" ? left + CARD_WIDTH : right);
  const labelX = right - LANE_MARGIN - LABEL_WIDTH / 2;

  const straightWires = routes
    .filter(({ straight }) => straight)
    .map(({ link, upper, lower }): Wire => {
      const facing = upper.side === "right" ? upper : lower;
      const portY = nextPort(facing, facing.row);
      const opposite = facing === upper ? lower : upper;
      if (opposite.region !== hub)
        portsTaken.set(opposite.region, (portsTaken.get(opposite.region) ?? 0) + 1);
      const points: [number, number][] = [
        [edge(opposite), portY],
        [edge(facing), portY],
      ];
      if (link.from === facing.region) points.reverse();
      return { link, points, label: { x: labelX, y: portY, anchor: "middle" } };
    });

  // The hub's lanes begin below its last straight link, in the last row of its band.
  const hubRow = grid.bands[0]?.at(-1) ?? 0;
  const inHubRow = [...grid.cells.values()].filter(({ row, side }) => row === hubRow && side === "right");
  portsTaken.set(hub, Math.max(0, ...inHubRow.map(({ region }) => countPorts(routes, region, true))));
  const lanedWires = laned.map(({ link, upper, lower }, index): Wire => {
    const laneX = left + CARD_WIDTH + LANE_MARGIN + (laned.length - 1 - index) * LANE_STEP;
    const startY = nextPort(upper, upper.region === hub ? hubRow : upper.row);
    const endY = nextPort(lower, lower.row);
    const points: [number, number][] = [
      [edge(upper), startY],
      [laneX, startY],
      [laneX, endY],
      [edge(lower), endY],
    ];
    if (link.from === lower.region) points.reverse();
    const area = areas[lower.band];
    return {
      link,
      points,
      label:
        lower.side === "right"
          ? { x: labelX, y: endY, anchor: "middle" }
          : { x: left + CARD_WIDTH + laneZone, y: endY, anchor: "start" },
      ...(link.crossesJurisdiction && area !== undefined
        ? { border: [laneX, area.y] as [number, number] }
        : {}),
    };
  });

  return { width, height, areas, cards, wires: [...straightWires, ...lanedWires] };
}
