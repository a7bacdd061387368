/**
 * Identities of dashboards and panels. Alerts, runbooks and bookmarks point at them, so a number that was given once is never
 * given to another panel.
 */

/** A panel of one of our dashboards. */
export interface PanelRef {
  readonly dashboard: string;
  readonly panel: number;
}

/** The dashboard "metrics pipeline". */
export const metricsPipelineUid = "pharos-metrics-pipeline";

/** Panels of the dashboard "metrics pipeline". */
export const metricsPipelinePanels = {
  replicasUp: 1,
  samplesIngested: 2,
  remoteWriteLag: 3,
  remoteWriteFailures: 4,
  storageLeft: 5,
  activeSeries: 6,
  lagOverTime: 7,
  samplesSent: 8,
  shards: 9,
  pendingSamples: 10,
  storageOverTime: 11,
  ruleFailures: 12,
  openAlerts: 13,
} as const;

/** A panel of "metrics pipeline". */
export function metricsPipelinePanel(name: keyof typeof metricsPipelinePanels): PanelRef {
  return { dashboard: metricsPipelineUid, panel: metricsPipelinePanels[name] };
}

/** The dashboard "tracing". */
export const tracingUid = "pharos-tracing";

/** Panels of the dashboard "tracing". */
export const tracingPanels = {
  received: 1,
  kept: 2,
  missing: 3,
  unsaved: 4,
  refused: 5,
  lost: 6,
  queues: 7,
  points: 8,
  services: 9,
} as const;

/** A panel of "tracing". */
export function tracingPanel(name: keyof typeof tracingPanels): PanelRef {
  return { dashboard: tracingUid, panel: tracingPanels[name] };
}

/** Path of a panel, below the address of Grafana. */
export function panelPath({ dashboard, panel }: PanelRef): string {
  return `/d/${dashboard}?viewPanel=panel-${panel}`;
}
