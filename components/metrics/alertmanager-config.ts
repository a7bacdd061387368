/** Where Alertmanager sends the region's signs of life. */
export interface HeartbeatTarget {
  /** ARN of the topic, which lies in the region that watches this one. */
  readonly topicArn: string;
  /** Region of the topic: requests are signed for it. */
  readonly region: string;
}

/** Where alerts go for which there is no route yet: they are shown, and notify nobody. */
const NOBODY = "nobody";
const HEARTBEAT = "heartbeat";

/** How often a sign of life is sent. The alarm that waits for it takes five minutes of silence for the region's death. */
const HEARTBEAT_INTERVAL = "1m";

/** Longest time until an alert that fires no more is taken for resolved, where Prometheus does not say so itself. */
const RESOLVE_TIMEOUT = "5m";

/**
 * Alertmanager's configuration (`alertmanager.config` of the chart): the `Watchdog` alert, which always fires, is published once a minute
 * to a topic in another region. When it stops coming, Prometheus, Alertmanager, the cluster or the whole region is down, and an alarm over
 * there says so. Credentials come from the pod's role.
 *
 * All other alerts are shown and notify nobody until the routing tree is there.
 * @param heartbeat where the signs of life go; without it nobody watches from outside
 */
export function alertmanagerConfig(heartbeat?: HeartbeatTarget) {
  return {
    global: { resolve_timeout: RESOLVE_TIMEOUT },
    // The chart's own list would be kept otherwise, as values are merged.
    inhibit_rules: [],
    route: {
      receiver: NOBODY,
      group_by: ["alertname", "namespace"],
      group_wait: "30s",
      group_interval: "5m",
      repeat_interval: "12h",
      routes: heartbeat === undefined ? [] : [heartbeatRoute],
    },
    receivers: [{ name: NOBODY }, ...(heartbeat === undefined ? [] : [heartbeatReceiver(heartbeat)])],
    templates: [],
  };
}

/** At once, and then with every turn of its group. */
const heartbeatRoute = {
  receiver: HEARTBEAT,
  matchers: ['alertname = "Watchdog"'],
  group_wait: "0s",
  group_interval: HEARTBEAT_INTERVAL,
  repeat_interval: HEARTBEAT_INTERVAL,
};

function heartbeatReceiver({ topicArn, region }: HeartbeatTarget) {
  return {
    name: HEARTBEAT,
    sns_configs: [
      {
        topic_arn: topicArn,
        sigv4: { region },
        subject: "sign of life",
        message: "{{ .CommonLabels.cluster }} is alive",
        // It never ends; should it, silence is the message.
        send_resolved: false,
      },
    ],
  };
}
