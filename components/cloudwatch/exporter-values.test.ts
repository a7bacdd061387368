import assert from "node:assert/strict";
import { checkValues } from "../../content/charts/check-values";
import { keyIndexes } from "../../content/charts/indexes";
import { type ExporterConfig } from "../../content/cloudwatch/config";
import { LOOK_BACK_SECONDS, metricsOfARound, PERIOD_SECONDS, usdAMonth } from "../../content/cloudwatch/cost";
import { cloudWatchSeries, cloudWatchServices, seriesName } from "../../content/cloudwatch/metrics";
import { workloadGrants } from "../../content/workload-permissions";
import { defaultTags } from "../../infra/tags";
import { cloudWatchExporterValues } from "./exporter-values";

const REGION = "eu-west-1";
const values = cloudWatchExporterValues(REGION);
const config = JSON.parse(values.config) as ExporterConfig;

describe("the exporter of CloudWatch's metrics", () => {
  it("has values that the pinned chart knows, of the right types", () => {
    assert.deepEqual(checkValues(keyIndexes["prometheus-yet-another-cloudwatch-exporter"], values), []);
  });

  it("runs once, and says why", () => {
    assert.equal(values.replicaCount, 1);
    assert.deepEqual(Object.keys(values.podAnnotations), ["pharos.io/singleton"]);
  });

  it("has no credentials but its role, and no token for the API server", () => {
    assert.ok(!("aws" in values));
    assert.deepEqual(values.serviceAccount, {
      create: true,
      name: "yace",
      automountServiceAccountToken: false,
    });
  });

  it("asks as often as a value is made, and looks back further than that", () => {
    assert.equal(values.extraArgs["scraping-interval"], PERIOD_SECONDS);
    assert.ok(LOOK_BACK_SECONDS > PERIOD_SECONDS);
    const metrics = [...config.discovery.jobs, ...config.customNamespace, ...config.static].flatMap(
      (job) => job.metrics,
    );
    assert.deepEqual([...new Set(metrics.map(({ period }) => period))], [PERIOD_SECONDS]);
    assert.deepEqual([...new Set(metrics.map(({ nilToZero }) => nilToZero))], [false]);
  });

  it("is no template of Helm's", () => assert.doesNotMatch(values.config, /\{\{/));
});

describe("what is read of CloudWatch", () => {
  it("is of the region alone", () => {
    const jobs = [...config.discovery.jobs, ...config.customNamespace, ...config.static];
    for (const { regions } of jobs) assert.deepEqual(regions, [REGION]);
    assert.equal(jobs.length, cloudWatchServices.length);
  });

  it("is of the stack's own resources, which carry its tag", () => {
    const tags = defaultTags({
      owner: "platform",
      environment: "production",
      costCenter: "1",
      region: REGION,
      assurance: "trial",
    });
    const mine = [{ key: "pharos:stack", value: `^${REGION}$` }];
    for (const { type, searchTags } of config.discovery.jobs) assert.deepEqual(searchTags, mine, type);
    for (const { type, searchTags } of config.discovery.jobs)
      for (const { key, value } of searchTags) {
        assert.match(tags[key] ?? "", new RegExp(value), type);
        assert.doesNotMatch(`${REGION}-2`, new RegExp(value), type);
      }
  });

  it("covers what the regions are made of", () => {
    assert.deepEqual(
      config.discovery.jobs.map(({ type }) => type),
      ["AWS/RDS", "AWS/NetworkELB", "AWS/NATGateway", "AWS/PrivateLinkEndpoints", "AWS/SQS", "AWS/Firehose"],
    );
    assert.deepEqual(
      config.customNamespace.map(({ namespace, dimensionNameRequirements }) => [
        namespace,
        dimensionNameRequirements,
      ]),
      [["AWS/S3", ["SourceBucket", "DestinationBucket", "RuleId"]]],
    );
    assert.deepEqual(
      config.static.map(({ namespace, dimensions }) => [namespace, dimensions[0]]),
      [["AWS/Usage", { name: "Service", value: "KMS" }]],
    );
  });

  it("needs no more than its role may do", () => {
    const [grant] = workloadGrants.yace({ region: REGION });
    assert.deepEqual(grant?.actions, [
      "cloudwatch:GetMetricData",
      // Of what is found by its name.
      "cloudwatch:GetMetricStatistics",
      "cloudwatch:ListMetrics",
      "tag:GetResources",
    ]);
    assert.deepEqual(grant.conditions, { StringEquals: { "aws:RequestedRegion": [REGION] } });
  });

  it("has the names that the exporter gives", () => {
    const names = (namespace: string, name: string, statistic: "Sum" | "Average" | "Maximum") =>
      seriesName(namespace, { name, statistic });
    assert.equal(
      names("AWS/NATGateway", "ErrorPortAllocation", "Sum"),
      "aws_natgateway_error_port_allocation_sum",
    );
    assert.equal(names("AWS/RDS", "CPUUtilization", "Average"), "aws_rds_cpuutilization_average");
    assert.equal(
      names("AWS/Firehose", "DeliveryToS3.DataFreshness", "Maximum"),
      "aws_firehose_delivery_to_s3_data_freshness_maximum",
    );
    assert.equal(
      names("AWS/NetworkELB", "TCP_Target_Reset_Count", "Sum"),
      "aws_networkelb_tcp_target_reset_count_sum",
    );
    assert.deepEqual(cloudWatchSeries(), [...new Set(cloudWatchSeries())]);
  });

  it("costs some twenty dollars a month and region", () => {
    // 8 × 5 + 5 × 4 + 4 × 3 + 2 × 60 + 3 × 12 + 2 × 8 + 4 + 1
    assert.equal(metricsOfARound(), 249);
    // 8755.2 rounds a month of 249 metrics, a cent for a thousand.
    assert.equal(Math.round(usdAMonth(249) * 100) / 100, 21.8);
    assert.equal(usdAMonth(0), 0);
  });
});
