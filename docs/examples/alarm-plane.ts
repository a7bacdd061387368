import { AlarmPlane } from "../../components/alarms/alarm-plane";
import { Heartbeat } from "../../components/alarms/heartbeat";
import { DataKey } from "../../components/encryption/data-key";

// Alarms on two NAT gateways, and a dead man's switch for the region that Oregon watches.
const scope = { organization: "acme", environment: "evaluation", region: "us-east-1" };
const account = "111122223333";
const receivers = { emails: ["alarms@example.com"], pagerEmails: ["pager@example.com"] };

const key = new DataKey("alarms-data", {
  scope,
  account,
  dataClass: "metrics",
  uses: { alarms: true, events: true, vaultNotices: true },
  lifetime: "temporary",
});
const heartbeat = new Heartbeat("heartbeat", {
  scope,
  account,
  receivers,
  watchingRegion: "us-west-2",
  publishers: [`arn:aws:iam::${account}:role/acme-alertmanager`],
  lifetime: "temporary",
});
const alarms = new AlarmPlane("alarms", {
  scope,
  account,
  receivers,
  keyArn: key.arn,
  watched: {
    natGateway: [
      { label: "a", dimensions: { NatGatewayId: "nat-0a" } },
      { label: "b", dimensions: { NatGatewayId: "nat-0b" } },
    ],
  },
  panels: [heartbeat.panel],
});

export const pagingTopic = alarms.topicArns.P0;
export const heartbeatTopic = heartbeat.topicArn;
