import type { Alarm, Subject } from "./alarm";
import { type MetricQuery, queriesOf, renderAlarm } from "./render";

/** One alarm with everything that it watches, for a dashboard. */
export interface DashboardPanel {
  readonly alarm: Alarm;
  readonly subjects: readonly Subject[];
  /** ARNs of its alarms, one a subject. */
  readonly alarmArns: readonly string[];
  /** Region of metric and alarm. */
  readonly region: string;
}

/** Columns of CloudWatch's grid. */
const GRID_COLUMNS = 24;
const PANEL_WIDTH = 8;
const PANEL_HEIGHT = 6;
const STATES_HEIGHT = 5;
/** An alarm widget takes no more. */
const MOST_STATES = 100;

const BAD_COLOUR = "#d62728";

/** One widget, as CloudWatch stores it. */
interface Widget {
  readonly type: "alarm" | "metric";
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly properties: Readonly<Record<string, unknown>>;
}

/** A row of a metric widget: namespace, name, dimensions and options, or options alone for an expression. */
type MetricRow = readonly unknown[];

/**
 * The body of a CloudWatch dashboard: the state of every alarm on top, below it the series of each with its threshold or band.
 * @param region the region whose alarms stand on top; a state of another region has its place on its own graph
 */
export function dashboardBody(panels: readonly DashboardPanel[], region: string): string {
  const states = panels.filter((panel) => panel.region === region).flatMap(({ alarmArns }) => alarmArns);
  const tops = chunk(states, MOST_STATES).map((alarms, index): Widget => ({
    type: "alarm",
    x: 0,
    y: index * STATES_HEIGHT,
    width: GRID_COLUMNS,
    height: STATES_HEIGHT,
    properties: { title: "Alarms", alarms },
  }));
  const below = tops.length * STATES_HEIGHT;
  const widgets = [...tops, ...panels.map((panel, index) => metricWidget(panel, index, below))];
  return JSON.stringify({ widgets });
}

function metricWidget(panel: DashboardPanel, index: number, below: number): Widget {
  const perRow = GRID_COLUMNS / PANEL_WIDTH;
  const { alarm, region } = panel;
  return {
    type: "metric",
    x: (index % perRow) * PANEL_WIDTH,
    y: below + Math.floor(index / perRow) * PANEL_HEIGHT,
    width: PANEL_WIDTH,
    height: PANEL_HEIGHT,
    properties: {
      title: `${alarm.name} (${alarm.severity}, ${alarm.condition.unit})`,
      region,
      view: "timeSeries",
      period: alarm.period,
      metrics: panel.subjects.flatMap((subject, number) => rowsOf(alarm, subject, number)),
      annotations: { horizontal: thresholdLines(panel) },
    },
  };
}

/** The series of one subject. Ids are unique in their widget: each ends in the subject's number, in expressions too. */
function rowsOf(alarm: Alarm, subject: Subject, number: number): MetricRow[] {
  const queries = queriesOf(alarm, subject);
  const ids = queries.map(({ id }) => id);
  return queries.map((query) => rowOf(query, ids, subject.label, number));
}

function rowOf(
  { id, returnData, metric, expression, label }: MetricQuery<string>,
  ids: readonly string[],
  subject: string,
  number: number,
): MetricRow {
  const shown = {
    id: `${id}${number}`,
    label: label === "usual" ? `${subject}, usual` : subject,
    visible: returnData,
  };
  if (metric === undefined) return [{ ...shown, expression: renumber(expression ?? "", ids, number) }];
  const dimensions = Object.entries(metric.dimensions).flat();
  return [metric.namespace, metric.metricName, ...dimensions, { ...shown, stat: metric.stat }];
}

function renumber(expression: string, ids: readonly string[], number: number): string {
  return expression.replace(/[A-Za-z_]\w*/g, (word) => (ids.includes(word) ? `${word}${number}` : word));
}

/** A line for each different threshold; bands draw themselves. */
function thresholdLines({ alarm, subjects }: DashboardPanel): object[] {
  const values = new Set(subjects.flatMap((subject) => renderAlarm(alarm, subject).threshold ?? []));
  return [...values].map((value) => ({ value, label: alarm.condition.is, color: BAD_COLOUR }));
}

function chunk<T>(list: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(list.length / size) }, (_, index) =>
    list.slice(index * size, (index + 1) * size),
  );
}
