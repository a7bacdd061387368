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

/** The dashboard "runtime security". */
export const runtimeSecurityUid = "pharos-runtime-security";

/** Panels of the dashboard "runtime security". */
export const runtimeSecurityPanels = {
  nodesWatched: 1,
  auditLogRead: 2,
  sidekicksUp: 3,
  eventsDropped: 4,
  firedByRule: 5,
  eventsLost: 6,
  deliveries: 7,
  eventsSeen: 8,
} as const;

/** A panel of "runtime security". */
export function runtimeSecurityPanel(name: keyof typeof runtimeSecurityPanels): PanelRef {
  return { dashboard: runtimeSecurityUid, panel: runtimeSecurityPanels[name] };
}

/** The dashboard "metrics history". */
export const thanosUid = "pharos-metrics-history";

/** Panels of the dashboard "metrics history". */
export const thanosPanels = {
  silence: 1,
  blocksUploaded: 2,
  compactorHalted: 3,
  compactorPasses: 4,
  replicationsFailed: 5,
  ingesterSeries: 6,
  bucketFailures: 7,
  copiesFailed: 8,
  samplesReceived: 9,
  questions: 10,
  limited: 11,
} as const;

/** A panel of "metrics history". */
export function thanosPanel(name: keyof typeof thanosPanels): PanelRef {
  return { dashboard: thanosUid, panel: thanosPanels[name] };
}

/** The dashboard "applications". */
export const applicationsUid = "pharos-applications";

/** Panels of the dashboard "applications". */
export const applicationsPanels = {
  budgets: 1,
  series: 2,
  targetsUp: 3,
  lastSeen: 4,
  scrapesOverLimit: 5,
  badEvents: 6,
} as const;

/** A panel of "applications". */
export function applicationsPanel(name: keyof typeof applicationsPanels): PanelRef {
  return { dashboard: applicationsUid, panel: applicationsPanels[name] };
}

/** The dashboard "log shipping". */
export const logShippingUid = "pharos-log-shipping";

/** Panels of the dashboard "log shipping". */
export const logShippingPanels = {
  aggregatorsReady: 1,
  agentsUnavailable: 2,
  deadLetters: 3,
  buffersLeft: 4,
  dropped: 5,
  linesIn: 6,
  linesOut: 7,
} as const;

/** A panel of "log shipping". */
export function logShippingPanel(name: keyof typeof logShippingPanels): PanelRef {
  return { dashboard: logShippingUid, panel: logShippingPanels[name] };
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

/** The dashboard "reachability". */
export const probesUid = "pharos-reachability";

/** Panels of the dashboard "reachability". */
export const probesPanels = {
  down: 1,
  hub: 2,
  exporter: 3,
  hubConnect: 4,
  hubPhases: 5,
  duration: 6,
  shown: 7,
} as const;

/** A panel of "reachability". */
export function probesPanel(name: keyof typeof probesPanels): PanelRef {
  return { dashboard: probesUid, panel: probesPanels[name] };
}

/** The dashboard "AWS infrastructure". */
export const infrastructureUid = "pharos-aws-infrastructure";

/** Panels of the dashboard "AWS infrastructure". */
export const infrastructurePanels = {
  exporter: 1,
  calls: 2,
  paid: 3,
  database: 4,
  databaseLatency: 5,
  balancer: 6,
  nat: 7,
  lost: 8,
  replication: 9,
  queues: 10,
  streams: 11,
  keys: 12,
} as const;

/** A panel of "AWS infrastructure". */
export function infrastructurePanel(name: keyof typeof infrastructurePanels): PanelRef {
  return { dashboard: infrastructureUid, panel: infrastructurePanels[name] };
}

/** The dashboard "trust". */
export const trustUid = "pharos-trust";

/** Panels of the dashboard "trust". */
export const trustPanels = {
  notReady: 1,
  authority: 2,
  peerRoots: 3,
  stores: 4,
  overdue: 5,
  untilEnd: 6,
  copies: 7,
  pushes: 8,
  doors: 9,
  failures: 10,
  requests: 11,
} as const;

/** A panel of "trust". */
export function trustPanel(name: keyof typeof trustPanels): PanelRef {
  return { dashboard: trustUid, panel: trustPanels[name] };
}

/** The dashboard "scaling". */
export const scalingUid = "pharos-scaling";

/** Panels of the dashboard "scaling". */
export const scalingPanels = { room: 1, there: 2, pods: 3, load: 4, errors: 5 } as const;

/** A panel of "scaling". */
export function scalingPanel(name: keyof typeof scalingPanels): PanelRef {
  return { dashboard: scalingUid, panel: scalingPanels[name] };
}

/** Path of a panel, below the address of Grafana. */
export function panelPath({ dashboard, panel }: PanelRef): string {
  return `/d/${dashboard}?viewPanel=panel-${panel}`;
}
