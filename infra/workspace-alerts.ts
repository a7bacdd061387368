import { type AlarmPlane, alarmTopicArns } from "../components/alarms/alarm-plane";
import { WorkspaceAlerts } from "../components/alarms/workspace-alerts";
import type { Place } from "./foundation";
import { doorUrlOf } from "./gateway";
import { tellsOfWorkspace } from "./metrics-places";
import type { WorkspaceOfRegion } from "./metrics-store";

/** The rules over all regions in the hub's workspace, and who is told, by the topics of the region's alarms. */
export function createWorkspaceAlerts(
  place: Place,
  own: WorkspaceOfRegion | undefined,
  alarms: AlarmPlane,
): void {
  if (own === undefined || !tellsOfWorkspace(place)) return;
  const { scope, account, settings, aws } = place;
  const grafana = doorUrlOf(settings, "grafana");
  new WorkspaceAlerts(
    "workspace-alerts",
    {
      workspaceId: own.workspace.id,
      region: scope.region,
      topicArns: alarmTopicArns(scope, account),
      ...(grafana === undefined ? {} : { links: { grafana } }),
    },
    { providers: [aws], dependsOn: [alarms] },
  );
}
