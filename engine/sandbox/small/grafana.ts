import type { Overlay, OverlayTable } from "../bridged/overlay";
import { bridgedProvider } from "../bridged/provider";
import { CloudError } from "../errors";
import { knownString } from "../values";

/** Where a provider without an address is taken to be. */
const DEFAULT_URL = "https://grafana.example.com";

const ORG = "{or:in.orgId:1}";

/** Things that Grafana knows by organisation and name. */
const BY_NAME: Overlay = {
  id: `${ORG}:{name}`,
  replacesOn: ["orgId"],
  unique: [{ by: ["orgId", "name"], scope: "account", code: "name already in use" }],
};

const OVERLAYS: OverlayTable = {
  "alerting/contactPoint:ContactPoint": BY_NAME,
  "alerting/messageTemplate:MessageTemplate": BY_NAME,
  "alerting/muteTiming:MuteTiming": BY_NAME,
  "alerting/notificationPolicy:NotificationPolicy": { id: `${ORG}:policy`, replacesOn: ["orgId"] },
  "alerting/ruleGroup:RuleGroup": {
    id: `${ORG}:{in.folderUid}:{name}`,
    replacesOn: ["orgId", "folderUid", "name"],
    unique: [{ by: ["orgId", "folderUid", "name"], scope: "account", code: "rule group already exists" }],
  },
  "oss/folder:Folder": {
    id: `${ORG}:{uid:in.uid}`,
    outputs: { uid: "{uid:in.uid}", url: "{url}/dashboards/f/{uid:in.uid}/" },
    replacesOn: ["orgId", "uid"],
    called: "folder",
  },
  "oss/dashboard:Dashboard": {
    id: `${ORG}:{uid:json:in.configJson:uid}`,
    outputs: {
      dashboardId: 1,
      uid: "{uid:json:in.configJson:uid}",
      url: "{url}/d/{uid:json:in.configJson:uid}/",
      version: 1,
    },
    replacesOn: ["orgId"],
    called: "dashboard",
  },
  "oss/dashboardPermission:DashboardPermission": {
    id: `${ORG}:{in.dashboardUid}`,
    replacesOn: ["orgId", "dashboardUid"],
  },
  "oss/folderPermission:FolderPermission": {
    id: `${ORG}:{in.folderUid}`,
    replacesOn: ["orgId", "folderUid"],
  },
  "oss/folderPermissionItem:FolderPermissionItem": {
    id: `${ORG}:{in.folderUid}:{in.role}{in.team}{in.user}`,
    replacesOn: ["orgId", "folderUid", "role", "team", "user"],
  },
  "oss/dataSource:DataSource": {
    id: `${ORG}:{uid:in.uid}`,
    outputs: { uid: "{uid:in.uid}", accessMode: "proxy", isDefault: false, basicAuthEnabled: false },
    replacesOn: ["orgId", "uid"],
    called: "data source",
    unique: [
      { by: ["orgId", "name"], scope: "account", code: "data source with the same name already exists" },
    ],
  },
  "oss/libraryPanel:LibraryPanel": {
    id: `${ORG}:{uid:in.uid}`,
    outputs: { uid: "{uid:in.uid}", version: 1 },
    replacesOn: ["orgId", "uid"],
  },
  "oss/organization:Organization": {
    id: "{digits:6:id}",
    outputs: { orgId: 2 },
    called: "organization",
    unique: [{ by: ["name"], scope: "account", code: "Organization name taken" }],
  },
  "oss/organizationPreferences:OrganizationPreferences": { id: ORG, replacesOn: ["orgId"] },
  "oss/serviceAccount:ServiceAccount": {
    id: `${ORG}:{digits:6:id}`,
    replacesOn: ["orgId"],
    unique: [{ by: ["orgId", "name"], scope: "account", code: "service account already exists" }],
  },
  "oss/serviceAccountToken:ServiceAccountToken": {
    id: "{digits:6:id}",
    outputs: { key: "glsa_{alnum:32:key}_{hex:8:check}", hasExpired: false },
    replacesOn: ["name", "secondsToLive", "serviceAccountId"],
  },
  "oss/ssoSettings:SsoSettings": { id: "{in.providerName}", replacesOn: ["providerName"] },
  "oss/team:Team": {
    id: `${ORG}:{digits:6:id}`,
    outputs: { teamId: 1, teamUid: "{alnum:14:uid}" },
    replacesOn: ["orgId"],
    called: "team",
    unique: [{ by: ["orgId", "name"], scope: "account", code: "Team name taken" }],
  },
  "oss/user:User": {
    id: "{digits:6:id}",
    outputs: { userId: 2 },
    autoname: false,
    unique: [{ by: ["email"], scope: "account", code: "user already exists" }],
  },
  "oss/annotation:Annotation": { id: `${ORG}:{digits:6:id}` },
  "oss/playlist:Playlist": { id: `${ORG}:{alnum:14:id}` },
};

export const GRAFANA = bridgedProvider({
  name: "grafana",
  package: "@pulumiverse/grafana",
  overlays: OVERLAYS,
  relocating: (olds, news) => (knownString(olds["url"]) === knownString(news["url"]) ? [] : ["url"]),
  configure: (settings) => {
    const url = knownString(settings["url"]) ?? process.env["GRAFANA_URL"] ?? DEFAULT_URL;
    const place = {
      scopes: { global: url, account: url, region: url },
      words: { url, region: "", account: "", partition: "", dns: url.replace(/^https?:\/\//, "") },
    };
    return {
      place: () => place,
      invokes: {
        "oss/getFolder:getFolder": (args, view) => {
          for (const entry of view.all())
            if (
              entry.type === "grafana:oss/folder:Folder" &&
              (entry.outputs["uid"] === args["uid"] || entry.outputs["title"] === args["title"])
            )
              return { ...entry.outputs, id: entry.id };
          throw new CloudError(
            "notFound",
            `no folder with title ${JSON.stringify(args["title"] ?? null)} or uid ${JSON.stringify(args["uid"] ?? null)}: the sandbox holds only what was made in it`,
          );
        },
      },
    };
  },
});
