import assert from "node:assert/strict";
import { isDeepStrictEqual } from "node:util";
import { parse } from "yaml";
import type { Recording } from "../components/testing/record";
import { globalAlertGroups } from "../content/alerts";
import { renderGroups } from "../content/alerts/render";
import { writeRelabelConfigs } from "../content/metrics/hub-export";
import { recordAllWithWorkspaces, STACKS } from "./testing/stacks";

const ACCOUNT = "111122223333";
const HUBS = "ws-01234567-89ab-cdef-0123-456789abcdef";
const ownArn = "arn:of:metrics-workspace-workspace";
const hubsArn = `arn:aws:aps:us-east-1:${ACCOUNT}:workspace/${HUBS}`;
const ownUrl = (region: string) =>
  `https://aps-workspaces.${region}.amazonaws.com/workspaces/metrics-workspace-workspace-id/api/v1/remote_write`;
const hubsUrl = `https://aps-workspaces.us-east-1.amazonaws.com/workspaces/${HUBS}/api/v1/remote_write`;

interface Write {
  readonly name: string;
  readonly url: string;
  readonly sigv4: { readonly region: string };
  readonly writeRelabelConfigs: readonly { readonly action: string }[];
}

interface Statement {
  readonly Sid: string;
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
}

/** Registering three whole stacks takes seconds, and half a minute on a busy machine. */
const PATIENCE_MS = 60_000;

describe("where workspaces of AWS keep the metrics", function () {
  this.timeout(PATIENCE_MS);
  let recordings: ReadonlyMap<string, Recording>;
  before(async () => {
    recordings = await recordAllWithWorkspaces();
  });
  const of = (stack: string): Recording => recordings.get(stack) ?? assert.fail(stack);
  const valuesOf = (stack: string, release: string): Record<string, never> =>
    of(stack).get("kubernetes:helm.sh/v3:Release", release).inputs["values"] as Record<string, never>;
  const statements = (stack: string, role: string): Statement[] =>
    (
      JSON.parse(
        String(of(stack).get("aws:iam/rolePolicy:RolePolicy", `pod-${role}-policy`).inputs["policy"]),
      ) as { Statement: Statement[] }
    ).Statement;

  it("the hub has one, and a region whose history is not the hub's to keep", () => {
    assert.deepEqual(
      STACKS.map((stack) => of(stack).ofType("aws:amp/workspace:Workspace").length),
      [1, 0, 1],
    );
  });

  it("nothing of Thanos is left, nor trust between regions that only its door needs", () => {
    const left = [...recordings].flatMap(([stack, { resources }]) =>
      resources
        .filter(({ name }) => /thanos|root-exchange|published-root|root-in-/.test(name))
        .map(({ name }) => `${stack} ${name}`),
    );
    assert.deepEqual(left, []);
    for (const stack of STACKS)
      assert.equal(
        "thanos" in
          (
            valuesOf(stack, "metrics-kube-prometheus-stack") as never as {
              prometheus: { prometheusSpec: object };
            }
          ).prometheus.prometheusSpec,
        false,
      );
  });

  it("each region sends everything to the workspace that keeps its history, and across laws what may leave", () => {
    const writes = (stack: string) => {
      const { prometheus } = valuesOf(stack, "metrics-kube-prometheus-stack") as never as {
        prometheus: { prometheusSpec: { remoteWrite: Write[] } };
      };
      return prometheus.prometheusSpec.remoteWrite.map(
        ({ name, url, sigv4, writeRelabelConfigs: rules }) => ({
          name,
          url,
          sigv4,
          listed: isDeepStrictEqual(rules.slice(0, 2), writeRelabelConfigs()),
          rules: rules.length,
        }),
      );
    };
    const everything = { listed: false, rules: 2 };
    assert.deepEqual(writes("us-east-1"), [
      { name: "history", url: ownUrl("us-east-1"), sigv4: { region: "us-east-1" }, ...everything },
    ]);
    assert.deepEqual(writes("us-west-2"), [
      { name: "hub", url: hubsUrl, sigv4: { region: "us-east-1" }, ...everything },
    ]);
    assert.deepEqual(writes("eu-west-1"), [
      { name: "history", url: ownUrl("eu-west-1"), sigv4: { region: "eu-west-1" }, ...everything },
      { name: "hub", url: hubsUrl, sigv4: { region: "us-east-1" }, listed: true, rules: 4 },
    ]);
  });

  it("Prometheus may write to those and nothing else, and Grafana ask its region's", () => {
    const write = (...arns: string[]) => [{ Action: ["aps:RemoteWrite"], Resource: arns }];
    const plain = ({ Action, Resource }: Statement) => ({ Action, Resource });
    assert.deepEqual(
      STACKS.map((stack) => statements(stack, "prometheus").map(plain)),
      [write(ownArn), write(hubsArn), write(hubsArn, ownArn)],
    );
    const ask = {
      Action: ["aps:GetLabels", "aps:GetMetricMetadata", "aps:GetSeries", "aps:QueryMetrics"],
      Resource: [ownArn],
    };
    assert.deepEqual(
      STACKS.map((stack) =>
        statements(stack, "grafana")
          .filter(({ Sid }) => Sid === "AskForHistory")
          .map(plain),
      ),
      [[ask], [], [ask]],
    );
  });

  it("encrypts, keeps, limits and logs as the retention table and the sizes say", () => {
    const { inputs } = of("us-east-1").get("aws:amp/workspace:Workspace", "metrics-workspace-workspace");
    assert.deepEqual([inputs["kmsKeyArn"], inputs["loggingConfiguration"]] as unknown[], [
      "arn:of:metrics-data-key",
      { logGroupArn: "arn:of:metrics-workspace-failures:*" },
    ]);
    const limit = (region: string) => ({
      labelSet: { cluster: `pharos-production-${region}` },
      limits: { maxSeries: 1_500_000 },
    });
    const configured = (stack: string) => {
      const { workspaceId: _, ...rest } = of(stack).get(
        "aws:amp/workspaceConfiguration:WorkspaceConfiguration",
        "metrics-workspace-configuration",
      ).inputs;
      return rest;
    };
    const kept = { retentionPeriodInDays: 400, outOfOrderTimeWindowInSeconds: 3600 };
    assert.deepEqual(configured("us-east-1"), {
      ...kept,
      limitsPerLabelSets: ["us-east-1", "eu-west-1", "us-west-2"].map(limit),
    });
    assert.deepEqual(configured("eu-west-1"), { ...kept, limitsPerLabelSets: [limit("eu-west-1")] });
    assert.deepEqual(
      of("us-east-1")
        .ofType("aws:cloudwatch/logGroup:LogGroup")
        .filter(({ name }) => name.startsWith("metrics-workspace"))
        .map(
          ({ inputs: group }) => [group["name"], group["kmsKeyId"], group["retentionInDays"]] as unknown[],
        ),
      [
        ["/aws/vendedlogs/prometheus/pharos-production-us-east-1-metrics", "arn:of:logs-data-key", 400],
        [
          "/aws/vendedlogs/prometheus/pharos-production-us-east-1-metrics-queries",
          "arn:of:logs-data-key",
          365,
        ],
      ],
    );
    assert.deepEqual(
      of("us-east-1").get(
        "aws:amp/queryLoggingConfiguration:QueryLoggingConfiguration",
        "metrics-workspace-query-log",
      ).inputs["destinations"],
      [
        {
          cloudwatchLogs: { logGroupArn: "arn:of:metrics-workspace-queries:*" },
          filters: { qspThreshold: 0 },
        },
      ],
    );
  });

  it("spokes reach the hub's through its load balancer, at addresses that nobody else is given", () => {
    const hub = of("us-east-1");
    // The last but one block of sixteen of each of the endpoint's subnets.
    const addresses = ["10.0.135.224", "10.0.143.224", "10.0.151.224"];
    assert.deepEqual(
      hub.ofType("aws:lb/targetGroupAttachment:TargetGroupAttachment").map(({ inputs }) => inputs),
      addresses.map((targetId) => ({ targetGroupArn: "arn:of:ingest-targets", targetId, port: 443 })),
    );
    assert.deepEqual(
      hub
        .ofType("aws:ec2/subnetCidrReservation:SubnetCidrReservation")
        .map(({ inputs }) => String(inputs["cidrBlock"])),
      addresses.map((address) => `${address}/28`),
    );
    const endpoint = hub.get("aws:ec2/vpcEndpoint:VpcEndpoint", "workspaces-endpoint-endpoint");
    assert.deepEqual(
      (endpoint.inputs["subnetConfigurations"] as { ipv4: string }[]).map(({ ipv4 }) => ipv4),
      addresses,
    );
    assert.equal(endpoint.inputs["privateDnsEnabled"], true);
    assert.equal(endpoint.inputs["serviceName"], "com.amazonaws.us-east-1.aps-workspaces");
    assert.deepEqual(hub.ofType("kubernetes:eks.amazonaws.com/v1:TargetGroupBinding"), []);
    // Signatures are made for AWS's own name, which leads to the hub inside a spoke.
    for (const spoke of ["us-west-2", "eu-west-1"])
      assert.equal(
        of(spoke).get("aws:route53/zone:Zone", "ingest-link-zone").inputs["name"],
        "aps-workspaces.us-east-1.amazonaws.com",
      );
  });

  it("Grafana asks through a program of its own pod that signs for that one workspace's region", () => {
    const values = valuesOf("eu-west-1", "grafana-release") as never as {
      extraInitContainers: { image: string; restartPolicy: string; args: string[] }[];
      datasources: { "datasources.yaml": { datasources: { uid: string; url: string }[] } };
    };
    assert.deepEqual(
      values.extraInitContainers.map(({ image, restartPolicy, args }) => ({ image, restartPolicy, args })),
      [
        {
          image: "public.ecr.aws/aws-observability/aws-sigv4-proxy:1.11.1",
          restartPolicy: "Always",
          args: [
            "--port=127.0.0.1:8005",
            "--name=aps",
            "--region=eu-west-1",
            "--host=aps-workspaces.eu-west-1.amazonaws.com",
            "--upstream-url-scheme=https",
          ],
        },
      ],
    );
    assert.equal(
      values.datasources["datasources.yaml"].datasources.find(({ uid }) => uid === "pharos-history")?.url,
      "http://127.0.0.1:8005/workspaces/metrics-workspace-workspace-id",
    );
    assert.equal("extraInitContainers" in valuesOf("us-west-2", "grafana-release"), false);
    // A pod that starts before its role is bound has none, and before the endpoint is there the name leads to the internet.
    const { dependsOn } = of("eu-west-1").get("pharos:dashboards:Grafana", "grafana");
    for (const before of [
      "pod-grafana-association",
      "workspaces-endpoint-endpoint",
      "metrics-workspace-configuration",
    ])
      assert.ok(dependsOn.includes(before), before);
  });

  it("the hub's evaluates the rules over all regions, and tells of them by the topics of its alarms", () => {
    const rules = of("us-east-1").get(
      "aws:amp/ruleGroupNamespace:RuleGroupNamespace",
      "workspace-alerts-rules",
    );
    const { groups } = parse(String(rules.inputs["data"])) as { groups: { name: string }[] };
    const links = { grafana: "https://grafana.us-east-1.pharos.example.com" };
    assert.deepEqual(groups, renderGroups(globalAlertGroups, links).groups);
    // Which the alarm on them names: namespace and group.
    assert.deepEqual([rules.inputs["name"], groups.map(({ name }) => name)], ["global", ["global"]]);
    assert.ok(rules.dependsOn.includes("workspace-alerts-alert-manager"));
    const topics = ["p0", "p1", "p2", "p3"].map(
      (level) => `arn:aws:sns:us-east-1:${ACCOUNT}:pharos-production-us-east-1-alarms-${level}`,
    );
    const { definition } = of("us-east-1").get(
      "aws:amp/alertManagerDefinition:AlertManagerDefinition",
      "workspace-alerts-alert-manager",
    ).inputs;
    for (const topic of topics) assert.ok(String(definition).includes(topic), topic);
    const named = of("us-east-1")
      .ofType("aws:sns/topic:Topic")
      .map(({ inputs }) => String(inputs["name"]));
    assert.deepEqual(
      topics.filter((topic) => !named.includes(topic.split(":").at(-1) ?? "")),
      [],
    );
    assert.deepEqual(of("eu-west-1").ofType("aws:amp/ruleGroupNamespace:RuleGroupNamespace"), []);
  });

  it("its publisher is let in by the hub's topics and their key, and by no spoke's", () => {
    const lets = (stack: string): boolean[] => [
      ...of(stack)
        .ofType("aws:sns/topicPolicy:TopicPolicy")
        .filter(({ name }) => name.startsWith("alarms-"))
        .map(({ inputs }) => String(inputs["policy"]).includes('"aps.amazonaws.com"')),
      String(of(stack).get("aws:kms/key:Key", "metrics-data-key").inputs["policy"]).includes(
        "UseForWorkspaceNotices",
      ),
    ];
    assert.deepEqual(STACKS.map(lets), [
      [true, true, true, true, true],
      [false, false, false, false, false],
      [false, false, false, false, false],
    ]);
  });

  it("is watched: what it refuses everywhere, rules and notifications at the hub", () => {
    assert.deepEqual(
      STACKS.map((stack) =>
        of(stack)
          .ofType("aws:cloudwatch/metricAlarm:MetricAlarm")
          .map(({ name }) => name)
          .filter((name) => name.startsWith("alarms-workspace"))
          .sort(),
      ),
      [
        [
          "alarms-workspace-cannot-notify-metrics",
          "alarms-workspace-refuses-samples-metrics",
          "alarms-workspace-rules-fail-metrics",
        ],
        [],
        ["alarms-workspace-refuses-samples-metrics"],
      ],
    );
  });

  it("lets Prometheus and Grafana out to its endpoint, and to nowhere that Thanos went", () => {
    const policies = (stack: string) =>
      of(stack)
        .ofType("kubernetes:networking.k8s.io/v1:NetworkPolicy")
        .map(({ name }) => name.replace("namespaces-traffic-", ""))
        .filter((name) => /workspace|object-store|to-history|to-hub$|receive/.test(name))
        .sort();
    const elsewhere = /^(logging|scaling)/;
    const own = (stack: string) => policies(stack).filter((name) => !elsewhere.test(name));
    const workspace = ["dashboards-grafana-to-workspace", "monitoring-prometheus-to-workspace"];
    const hub = ["monitoring-probes-to-hub", "monitoring-prometheus-to-hub"];
    assert.deepEqual(own("us-east-1"), workspace);
    assert.deepEqual(own("us-west-2"), hub);
    assert.deepEqual(own("eu-west-1"), [workspace[0], ...hub, workspace[1]]);
  });
});
