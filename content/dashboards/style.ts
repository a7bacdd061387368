/**
 * House style of dashboards: every panel has a title, a description, a unit and a fixed number; thresholds come from the constants
 * that alerts use; panels lie on Grafana's grid of 24 columns in rows of equal height.
 */
import type * as cog from "@grafana/grafana-foundation-sdk/cog";
import {
  GraphThresholdsStyleConfigBuilder,
  VizLegendOptionsBuilder,
  VizTooltipOptionsBuilder,
} from "@grafana/grafana-foundation-sdk/common";
import {
  GraphThresholdsStyleMode,
  LegendDisplayMode,
  LegendPlacement,
  SortOrder,
  TooltipDisplayMode,
} from "@grafana/grafana-foundation-sdk/common";
import {
  type Dashboard,
  DashboardBuilder,
  DashboardCursorSync,
  DashboardLinkBuilder,
  DashboardLinkType,
  DatasourceVariableBuilder,
  type GridPos,
  type Panel,
  type Threshold,
  ThresholdsConfigBuilder,
  ThresholdsMode,
} from "@grafana/grafana-foundation-sdk/dashboard";
import { DataqueryBuilder } from "@grafana/grafana-foundation-sdk/prometheus";
import { PanelBuilder as StatPanelBuilder } from "@grafana/grafana-foundation-sdk/stat";
import { PanelBuilder as TimeseriesPanelBuilder } from "@grafana/grafana-foundation-sdk/timeseries";

/** Columns of Grafana's grid. */
export const GRID_COLUMNS = 24;
/** Height of a stat, in grid rows. */
const STAT_HEIGHT = 4;
/** Height of a graph, in grid rows. */
const GRAPH_HEIGHT = 8;
/** The variable that holds the data source. */
const DATA_SOURCE_VARIABLE = "datasource";

const dataSource = { type: "prometheus", uid: `\${${DATA_SOURCE_VARIABLE}}` };

/** One query of a panel. */
interface Query {
  /** PromQL; `$__rate_interval` where a range follows the zoom. */
  readonly expr: string;
  /** Legend, with labels as `{{pod}}`. */
  readonly legend: string;
}

/** Where a value becomes worth a look, and where it is a problem. */
interface Thresholds {
  readonly warning?: number;
  readonly critical?: number;
  /** Which side is bad. @default "high" */
  readonly bad?: "high" | "low";
}

/** What every panel has. */
export interface PanelSpec {
  readonly id: number;
  readonly title: string;
  /** What one sees, what is normal. */
  readonly description: string;
  /** One of Grafana's units. */
  readonly unit: string;
  readonly queries: readonly Query[];
  readonly thresholds?: Thresholds;
  /** Alerts about what the panel shows; their runbooks are linked. */
  readonly alerts?: readonly string[];
}

/** A panel before it has a place. */
export interface PlacedLater {
  readonly height: number;
  at(position: GridPos): cog.Builder<Panel>;
}

/** One number per series: golden signals, at the top. */
export function stat(spec: PanelSpec): PlacedLater {
  return {
    height: STAT_HEIGHT,
    at: (position) => {
      const panel = new StatPanelBuilder()
        .id(spec.id)
        .title(spec.title)
        .description(spec.description)
        .datasource(dataSource)
        .unit(spec.unit)
        .gridPos(position)
        .links(runbookLinks(spec))
        .targets(spec.queries.map((query, index) => promQuery(query, index).instant()));
      return panel.thresholds(thresholdSteps(spec.thresholds ?? {}));
    },
  };
}

/** Lines over time. */
export function graph(spec: PanelSpec): PlacedLater {
  return {
    height: GRAPH_HEIGHT,
    at: (position) => {
      const panel = new TimeseriesPanelBuilder()
        .id(spec.id)
        .title(spec.title)
        .description(spec.description)
        .datasource(dataSource)
        .unit(spec.unit)
        .gridPos(position)
        .links(runbookLinks(spec))
        .min(0)
        .legend(
          new VizLegendOptionsBuilder()
            .displayMode(LegendDisplayMode.Table)
            .placement(LegendPlacement.Bottom)
            .showLegend(true)
            .calcs(["lastNotNull", "max"]),
        )
        .tooltip(new VizTooltipOptionsBuilder().mode(TooltipDisplayMode.Multi).sort(SortOrder.Descending))
        .targets(spec.queries.map((query, index) => promQuery(query, index).range()));
      return spec.thresholds === undefined
        ? panel
        : panel
            .thresholds(thresholdSteps(spec.thresholds))
            .thresholdsStyle(new GraphThresholdsStyleConfigBuilder().mode(GraphThresholdsStyleMode.Line));
    },
  };
}

function promQuery({ expr, legend }: Query, index: number): DataqueryBuilder {
  const refId = String.fromCharCode("A".charCodeAt(0) + index);
  return new DataqueryBuilder().refId(refId).expr(expr).legendFormat(legend);
}

function runbookLinks({ alerts = [] }: PanelSpec): cog.Builder<ReturnType<DashboardLinkBuilder["build"]>>[] {
  return alerts.map((alert) =>
    new DashboardLinkBuilder(`Runbook: ${alert}`)
      .type(DashboardLinkType.Link)
      .url(`docs/runbooks/${alert}.md`)
      .targetBlank(true),
  );
}

/** Colours of a threshold: green, yellow where it is worth a look, red where it is a problem. */
function thresholdSteps({ warning, critical, bad = "high" }: Thresholds): ThresholdsConfigBuilder {
  const steps: Threshold[] =
    bad === "high"
      ? [{ value: null, color: "green" }, ...step(warning, "yellow"), ...step(critical, "red")]
      : lowIsBad(warning, critical);
  return new ThresholdsConfigBuilder().mode(ThresholdsMode.Absolute).steps(steps);
}

function lowIsBad(warning: number | undefined, critical: number | undefined): Threshold[] {
  const lowest = critical === undefined ? (warning === undefined ? "green" : "yellow") : "red";
  return [
    { value: null, color: lowest },
    ...(critical === undefined ? [] : step(critical, warning === undefined ? "green" : "yellow")),
    ...step(warning, "green"),
  ];
}

function step(value: number | undefined, color: string): Threshold[] {
  return value === undefined ? [] : [{ value, color }];
}

/** Places rows of panels below each other; the panels of a row share its width equally. */
export function layOut(rows: readonly (readonly PlacedLater[])[]): cog.Builder<Panel>[] {
  let top = 0;
  const panels: cog.Builder<Panel>[] = [];
  for (const row of rows) {
    const width = Math.floor(GRID_COLUMNS / row.length);
    const height = Math.max(...row.map((panel) => panel.height));
    row.forEach((panel, index) => panels.push(panel.at({ x: index * width, y: top, w: width, h: height })));
    top += height;
  }
  return panels;
}

/** A dashboard in the house style: data source to choose, no editing, links to its siblings by tag. */
export function dashboard(spec: {
  readonly uid: string;
  readonly title: string;
  readonly description: string;
  readonly tags: readonly string[];
  readonly rows: readonly (readonly PlacedLater[])[];
}): Dashboard {
  const builder = new DashboardBuilder(spec.title)
    .uid(spec.uid)
    .description(spec.description)
    .tags(["pharos", ...spec.tags])
    .readonly()
    .tooltip(DashboardCursorSync.Crosshair)
    .time({ from: "now-6h", to: "now" })
    .refresh("1m")
    .timezone("utc")
    .withVariable(new DatasourceVariableBuilder(DATA_SOURCE_VARIABLE).label("Data source").type("prometheus"))
    .link(
      new DashboardLinkBuilder("Pharos")
        .type(DashboardLinkType.Dashboards)
        .tags(["pharos"])
        .asDropdown(true)
        .keepTime(true)
        .includeVars(true),
    );
  return layOut(spec.rows)
    .reduce((built, panel) => built.withPanel(panel), builder)
    .build();
}
