import type { Overlay, OverlayTable } from "../bridged/overlay";
import { bridgedProvider, type InvokeAnswer } from "../bridged/provider";
import { derived } from "../identity";
import { knownString, type Properties } from "../values";

/** The address of a PagerDuty account; the sandbox has one. */
const SITE = "https://example.pagerduty.com";

function thing(path: string, more: Overlay): Overlay {
  return { id: "P{ALNUM:6:id}", ...more, outputs: { htmlUrl: `${SITE}/${path}/{id}`, ...more.outputs } };
}

/** Names that PagerDuty wants once in an account: its objects belong to no region and no stack. */
const TAKEN = [{ by: ["name"], scope: "account" as const, code: "Name has already been taken" }];

const OVERLAYS: OverlayTable = {
  "index/service:Service": thing("service-directory", {
    called: "PagerDuty service",
    outputs: { status: "active", type: "service", lastIncidentTimestamp: "" },
    unique: TAKEN,
  }),
  "index/businessService:BusinessService": thing("business-services", {}),
  "index/escalationPolicy:EscalationPolicy": {
    id: "P{ALNUM:6:id}",
    called: "PagerDuty escalation policy",
    unique: TAKEN,
  },
  "index/schedule:Schedule": { id: "P{ALNUM:6:id}", called: "PagerDuty schedule", unique: TAKEN },
  "index/team:Team": thing("teams", { called: "PagerDuty team", unique: TAKEN }),
  "index/user:User": thing("users", {
    autoname: false,
    outputs: { avatarUrl: `${SITE}/avatars/{id}.png`, invitationSent: true },
    unique: [{ by: ["email"], scope: "account", code: "User email has already been taken" }],
  }),
  "index/serviceIntegration:ServiceIntegration": thing("services", {
    outputs: { integrationKey: "{hex:32:key}" },
    replacesOn: ["service", "type", "vendor"],
    secret: ["integrationKey"],
  }),
  "index/teamMembership:TeamMembership": { id: "{in.userId}:{in.teamId}", replacesOn: ["userId", "teamId"] },
  "index/tag:Tag": thing("tags", {
    replacesOn: ["label"],
    unique: [{ by: ["label"], scope: "account", code: "Label has already been taken" }],
  }),
  "index/userContactMethod:UserContactMethod": { id: "P{ALNUM:6:id}", replacesOn: ["userId", "type"] },
};

/** Types of which an id is all that is made up. */
const PLAIN = [
  "addon:Addon",
  "extension:Extension",
  "maintenanceWindow:MaintenanceWindow",
  "responsePlay:ResponsePlay",
  "ruleset:Ruleset",
  "rulesetRule:RulesetRule",
  "serviceDependency:ServiceDependency",
  "serviceEventRule:ServiceEventRule",
  "slackConnection:SlackConnection",
  "tagAssignment:TagAssignment",
  "userNotificationRule:UserNotificationRule",
  "webhookSubscription:WebhookSubscription",
];

/** People, vendors and the like that the program looks up but does not make: they exist, with an id of their own. */
function existing(key: string, answer: (found: string) => Properties): InvokeAnswer {
  return (args) => {
    const sought = knownString(args[key]) ?? "";
    return { ...answer(sought), [key]: sought, id: `P${derived(sought, key, "ALNUM", 6)}` };
  };
}

export const PAGERDUTY = bridgedProvider({
  name: "pagerduty",
  package: "@pulumi/pagerduty",
  overlays: {
    ...Object.fromEntries(PLAIN.map((type) => [`index/${type}`, { id: "P{ALNUM:6:id}" }])),
    ...OVERLAYS,
  },
  configure: () => {
    const place = {
      scopes: { global: SITE, account: SITE, region: SITE },
      words: { region: "", account: "", partition: "", dns: "pagerduty.com" },
    };
    return {
      place: () => place,
      invokes: {
        "index/getUser:getUser": existing("email", (email) => ({
          name: email.split("@")[0] ?? "",
          role: "user",
          jobTitle: "",
          timeZone: "UTC",
          description: "",
        })),
        "index/getVendor:getVendor": existing("name", () => ({
          type: "generic_events_api_inbound_integration",
        })),
        "index/getPriority:getPriority": existing("name", () => ({ description: "" })),
        "index/getTeam:getTeam": existing("name", () => ({
          description: "",
          parent: "",
          defaultRole: "manager",
        })),
        "index/getEscalationPolicy:getEscalationPolicy": existing("name", () => ({})),
        "index/getSchedule:getSchedule": existing("name", () => ({})),
        "index/getService:getService": existing("name", () => ({ type: "service", teams: [] })),
        "index/getExtensionSchema:getExtensionSchema": existing("name", () => ({ type: "extension_schema" })),
      },
    };
  },
});
