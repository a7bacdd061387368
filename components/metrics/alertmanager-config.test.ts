import assert from "node:assert/strict";
import { alertmanagerConfig } from "./alertmanager-config";

const target = { topicArn: "arn:aws:sns:us-west-2:111122223333:acme-heartbeat", region: "us-west-2" };

describe("Alertmanager's configuration", () => {
  it("sends the Watchdog every minute to the topic of the region that watches, signed for it", () => {
    const { route, receivers } = alertmanagerConfig(target);
    assert.deepEqual(route.routes, [
      {
        receiver: "heartbeat",
        matchers: ['alertname = "Watchdog"'],
        group_wait: "0s",
        group_interval: "1m",
        repeat_interval: "1m",
      },
    ]);
    assert.deepEqual(receivers[1], {
      name: "heartbeat",
      sns_configs: [
        {
          topic_arn: target.topicArn,
          sigv4: { region: "us-west-2" },
          subject: "sign of life",
          message: "{{ .CommonLabels.cluster }} is alive",
          send_resolved: false,
        },
      ],
    });
  });

  it("sends nothing where nobody watches from outside", () => {
    const { route, receivers } = alertmanagerConfig();
    assert.deepEqual([route.receiver, route.routes, receivers], ["nobody", [], [{ name: "nobody" }]]);
  });
});
