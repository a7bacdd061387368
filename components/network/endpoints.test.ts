/* eslint-disable @typescript-eslint/no-unsafe-assignment -- inputs of every type there is: a wrong path fails the test */
import assert from "node:assert/strict";
import { record } from "../testing/record";
import {
  endpointNames,
  endpointServices,
  interfaceEndpointPolicy,
  s3EndpointPolicy,
} from "./endpoint-policies";
import { Endpoints } from "./endpoints";

const place = { account: "111122223333", region: "eu-west-1" };

interface Statement {
  Sid: string;
  Action: string[];
  Principal: unknown;
  Resource: string[];
  Condition: Record<string, Record<string, string[]>>;
}
const statementsOf = (document: string): Statement[] =>
  (JSON.parse(document) as { Statement: Statement[] }).Statement;

describe("endpoint policies", () => {
  it("let nobody through but callers of the account, and pods that ask for one of its roles", () => {
    for (const name of endpointNames) {
      for (const { Sid, Condition } of statementsOf(interfaceEndpointPolicy(name, place))) {
        const pinned = Condition["StringEquals"] ?? {};
        const key = Sid === "TokensForOwnRoles" ? "aws:ResourceAccount" : "aws:PrincipalAccount";
        assert.deepEqual(pinned[key], ["111122223333"], `${name} ${Sid}`);
      }
    }
  });

  it("reach nobody else's data: keys, secrets, messages and logs are the account's own", () => {
    for (const name of ["kms", "secretsmanager", "sqs", "sns", "logs"] as const) {
      assert.deepEqual(
        statementsOf(interfaceEndpointPolicy(name, place)).map(({ Resource, Condition }) => [
          Resource,
          Condition["StringEquals"]?.["aws:ResourceAccount"],
        ]),
        [[[`arn:aws:${name}:eu-west-1:111122223333:*`], ["111122223333"]]],
      );
    }
  });

  it("open no service but the one that the endpoint is for", () => {
    const prefixes = endpointNames.map((name) => [
      name,
      ...new Set(
        statementsOf(interfaceEndpointPolicy(name, place)).flatMap(({ Action }) =>
          Action.map((action) => action.split(":")[0]),
        ),
      ),
    ]);
    assert.deepEqual(prefixes, [
      ["ec2", "ec2"],
      ["ecr.api", "ecr"],
      ["ecr.dkr", "ecr"],
      ["eks", "eks"],
      ["eks-auth", "eks-auth"],
      ["elasticloadbalancing", "elasticloadbalancing"],
      ["kms", "kms"],
      ["logs", "logs"],
      ["monitoring", "cloudwatch"],
      ["secretsmanager", "secretsmanager"],
      ["sns", "sns"],
      ["sqs", "sqs"],
      ["sts", "sts"],
    ]);
  });

  it("say of every service what calls it", () => {
    for (const name of endpointNames)
      assert.match(endpointServices[name].why, /^[a-z\u00c0-\u024fA-Z].*[^.]$/, name);
  });

  it("let S3 be written in the account's own buckets only, and layers of images be read", () => {
    assert.deepEqual(
      statementsOf(s3EndpointPolicy(place)).map(({ Action, Resource, Condition }) => ({
        Action,
        Resource,
        Condition,
      })),
      [
        {
          Action: ["s3:*"],
          Resource: ["arn:aws:s3:::*", "arn:aws:s3:::*/*"],
          Condition: {
            StringEquals: {
              "aws:PrincipalAccount": ["111122223333"],
              "aws:ResourceAccount": ["111122223333"],
            },
          },
        },
        {
          Action: ["s3:GetObject"],
          Resource: ["arn:aws:s3:::prod-eu-west-1-starport-layer-bucket/*"],
          Condition: { Bool: { "aws:SecureTransport": ["true"] } },
        },
      ],
    );
  });
});

/** A component's registrations take a tenth of a second, and some seconds on a busy machine. */
const PATIENCE_MS = 20_000;

describe("Endpoints", function () {
  this.timeout(PATIENCE_MS);

  const scope = { organization: "acme", environment: "staging", region: "eu-west-1" };
  const args = {
    scope,
    account: place.account,
    vpcId: "vpc-1",
    cidr: "10.2.0.0/16",
    subnetIds: ["a", "b", "c"],
  };

  it("is one endpoint a service, under the service's own name, open to the VPC only", async () => {
    const recording = await record(() => void new Endpoints("endpoints", args));
    const made = recording.ofType("aws:ec2/vpcEndpoint:VpcEndpoint");
    assert.deepEqual(
      made.map(({ inputs }) => inputs["serviceName"] as string),
      endpointNames.map((name) => `com.amazonaws.eu-west-1.${name}`),
    );
    for (const { inputs } of made) {
      const { vpcEndpointType, privateDnsEnabled, subnetIds, securityGroupIds } = inputs;
      assert.deepEqual(
        { vpcEndpointType, privateDnsEnabled, subnetIds, securityGroupIds },
        {
          vpcEndpointType: "Interface",
          privateDnsEnabled: true,
          subnetIds: ["a", "b", "c"],
          securityGroupIds: ["endpoints-group-id"],
        },
      );
    }
    const { cidrIpv4, fromPort, toPort } = recording.get(
      "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
      "endpoints-from-vpc",
    ).inputs;
    assert.deepEqual({ cidrIpv4, fromPort, toPort }, { cidrIpv4: "10.2.0.0/16", fromPort: 443, toPort: 443 });
  });

  it("makes those that are asked for", async () => {
    const recording = await record(
      () => void new Endpoints("endpoints", { ...args, services: ["sts", "kms"] }),
    );
    assert.deepEqual(
      recording.ofType("aws:ec2/vpcEndpoint:VpcEndpoint").map(({ name }) => name),
      ["endpoints-sts", "endpoints-kms"],
    );
  });
});
