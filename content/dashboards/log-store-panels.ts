import type { PanelRef } from "./panels";

/** The dashboard "log store". */
export const logStoreUid = "pharos-log-store";

/** Panels of the dashboard "log store". */
export const logStorePanels = {
  status: 1,
  exporterUp: 2,
  diskUsed: 3,
  snapshotAge: 4,
  snapshotFailures: 5,
  lifecycleErrors: 6,
  lifecycleRunning: 7,
  writesRejected: 8,
  streamSizes: 9,
} as const;

/** A panel of "log store". */
export function logStorePanel(name: keyof typeof logStorePanels): PanelRef {
  return { dashboard: logStoreUid, panel: logStorePanels[name] };
}
