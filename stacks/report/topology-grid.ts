import type { Run } from "../model";
import { jurisdictionOf, placeOf } from "./graph";
import type { Link } from "./links";

/** Which region stands where in the picture of the topology, in rows and columns, before there are any measures. */

/** Jurisdiction of regions of which the program says none. */
const NOWHERE = "not known";

/** A place in the grid: the hub spans all rows of its jurisdiction. */
export interface Cell {
  region: string;
  side: "left" | "right";
  /** Index among all rows, from the top. */
  row: number;
  band: number;
}

export interface Grid {
  jurisdictions: string[];
  cells: Map<string, Cell>;
  /** Rows of each band, as indexes among all rows. */
  bands: number[][];
}

export function placeRegions(run: Run, links: readonly Link[]): Grid {
  const { topology } = run;
  const names = [
    ...new Set([...Object.keys(topology.regions), ...links.flatMap(({ from, to }) => [from, to])]),
  ];
  const hubs = jurisdictionOf(run, topology.hub) ?? "";
  const jurisdictions = [
    ...new Set([hubs, ...names.map((region) => jurisdictionOf(run, region) ?? NOWHERE)]),
  ];
  const cells = new Map<string, Cell>();
  const bands: number[][] = [];
  let row = 0;
  for (const [band, jurisdiction] of jurisdictions.entries()) {
    const inside = names.filter((region) => (jurisdictionOf(run, region) ?? NOWHERE) === jurisdiction);
    const spokes = inside.filter((region) => placeOf(run, region) !== undefined && region !== topology.hub);
    const others = inside.filter((region) => placeOf(run, region) === undefined);
    const first = row;
    if (band === 0) cells.set(topology.hub, { region: topology.hub, side: "left", row, band });
    const opposite = new Map<number, string>();
    for (const region of spokes) {
      cells.set(region, { region, side: "right", row, band });
      const replica = others.find(
        (other) => links.some(({ from, to }) => from === region && to === other) && !cells.has(other),
      );
      if (band > 0 && replica !== undefined) {
        opposite.set(row, replica);
        cells.set(replica, { region: replica, side: "left", row, band });
      }
      row += 1;
    }
    for (const region of others) {
      if (cells.has(region)) continue;
      cells.set(region, { region, side: "right", row, band });
      row += 1;
    }
    if (row === first) row += 1;
    bands.push(Array.from({ length: row - first }, (_, index) => first + index));
  }
  return { jurisdictions, cells, bands };
}

/** A link between two cells, with the cell further down (or at the right) as its `lower` end. */
export interface Route {
  link: Link;
  upper: Cell;
  lower: Cell;
  straight: boolean;
}

export function routesOf(grid: Grid, links: readonly Link[]): Route[] {
  return links.flatMap((link) => {
    const from = grid.cells.get(link.from);
    const to = grid.cells.get(link.to);
    if (from === undefined || to === undefined) return [];
    const fromFirst = from.row < to.row || (from.row === to.row && from.side === "left");
    const [upper, lower] = fromFirst ? [from, to] : [to, from];
    // The hub spans its whole band: it faces every card at the right of it.
    const straight = from.side !== to.side && (from.row === to.row || (from.band === 0 && to.band === 0));
    return [{ link, upper, lower, straight }];
  });
}
