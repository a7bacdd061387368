import { testRule, type RuleCase } from "../../testing/cases";
import { UNKNOWN } from "../../testing/resources";
import { noCredentialsInClear } from "./acc-sec-01";

const KEY_ID = `AKIA${"ABCDEFGH23456789"}`;
const KEY = "-----BEGIN RSA PRIVATE KEY-----\nMIIB\n-----END RSA PRIVATE KEY-----";
const secret = (value: unknown) => ({
  "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
  value,
});
const base64 = (text: string) => Buffer.from(text).toString("base64");

const lambda = (variables: unknown): RuleCase["resources"] => [
  { type: "aws:lambda/function:Function", name: "it", inputs: { environment: { variables } } },
];
const instance = (inputs: object): RuleCase["resources"] => [
  { type: "aws:ec2/instance:Instance", name: "it", inputs: { ...inputs } },
];
const parameter = (inputs: object): RuleCase["resources"] => [
  { type: "aws:ssm/parameter:Parameter", name: "it", inputs: { ...inputs } },
];
const config = (data: unknown): RuleCase["resources"] => [
  { type: "kubernetes:core/v1:ConfigMap", name: "it", inputs: { data } },
];
const task = (environment: unknown): RuleCase["resources"] => [
  {
    type: "aws:ecs/taskDefinition:TaskDefinition",
    name: "it",
    inputs: { containerDefinitions: JSON.stringify([{ name: "app", environment }]) },
  },
];
const message = (place: string, what: string) =>
  `'${place}' holds ${what} in clear, for whoever may read the resource, the program or the state; a reference to a secret store is required. To mend it: put it into Secrets Manager, give its ARN here, and replace the credential.`;

describe("ACC-SEC-01", () => {
  testRule(noCredentialsInClear, [
    {
      title: "a switch",
      resources: lambda({ LOG_LEVEL: "debug", PASSWORD_REQUIRED: "true" }),
      expect: ["pass"],
    },
    {
      title: "where the secret is",
      resources: lambda({
        DB_SECRET_ARN: "arn:aws:secretsmanager:us-east-1:111122223333:secret:db",
        TOKEN_PATH: "/var/run/token",
      }),
      expect: ["pass"],
    },
    { title: "no variables", resources: lambda(undefined), expect: ["pass"] },
    {
      title: "a script",
      resources: instance({ userData: "#!/bin/sh\nyum install -y agent\necho done" }),
      expect: ["pass"],
    },
    {
      title: "a script that fetches the secret",
      resources: instance({
        userData: "export DB_PASSWORD=$(aws secretsmanager get-secret-value --secret-id db)",
      }),
      expect: ["pass"],
    },
    {
      title: "a script in Base64",
      resources: instance({ userDataBase64: base64("#!/bin/sh\necho hello") }),
      expect: ["pass"],
    },
    {
      title: "a parameter",
      resources: parameter({ name: "/app/level", type: "String", value: "debug" }),
      expect: ["pass"],
    },
    {
      title: "a configuration",
      resources: config({ "app.yaml": "server:\n  port: 8080\n  passwordFile: /etc/password" }),
      expect: ["pass"],
    },
    { title: "a task", resources: task([{ name: "REGION", value: "eu-west-1" }]), expect: ["pass"] },
    {
      title: "a password that is a secret of Pulumi's",
      resources: lambda({ DB_PASSWORD: secret("correct-horse-battery") }),
      expect: ["pass"],
    },
    {
      title: "variables that are a secret of Pulumi's",
      resources: lambda(secret({ DB_PASSWORD: "correct-horse-battery" })),
      expect: ["pass"],
    },
    {
      title: "an access key",
      resources: lambda({ foo: KEY_ID }),
      expect: ["violation access-key"],
      message: message("environment.variables.foo", "an AWS access key"),
    },
    {
      title: "a password by its name",
      resources: lambda({ DB_PASSWORD: "correct-horse-battery" }),
      expect: ["violation named-secret"],
      message: message("environment.variables.DB_PASSWORD", "the value of 'DB_PASSWORD'"),
    },
    {
      title: "a private key",
      resources: instance({ userData: `cat > key <<END\n${KEY}\nEND` }),
      expect: ["violation private-key"],
      message: message("userData", "a private key"),
    },
    {
      title: "a private key in Base64",
      resources: instance({ userDataBase64: base64(KEY) }),
      expect: ["violation private-key"],
    },
    {
      title: "a template's script with a key",
      resources: [
        {
          type: "aws:ec2/launchTemplate:LaunchTemplate",
          name: "it",
          inputs: { userData: base64(`export AWS_ACCESS_KEY_ID=${KEY_ID}`) },
        },
      ],
      expect: ["violation access-key"],
    },
    {
      title: "a script that assigns a password",
      resources: instance({ userData: "export DB_PASSWORD=correct-horse-battery" }),
      expect: ["violation named-secret"],
    },
    {
      title: "a password in an address",
      resources: config({ url: "postgres://app:correct-horse@db.internal:5432/app" }),
      expect: ["violation password"],
      message: message("data.url", "a password in an address"),
    },
    {
      title: "a configuration with a token",
      resources: config({ "app.yaml": "apiToken: 0123456789abcdef" }),
      expect: ["violation named-secret"],
    },
    {
      title: "a token of a forge",
      resources: task([{ name: "GH", value: `ghp_${"a1B2".repeat(9)}` }]),
      expect: ["violation token"],
      message: message("containerDefinitions[0].environment[0].value", "a token of GitHub"),
    },
    {
      title: "a secret parameter, written down",
      resources: parameter({ name: "/app/x", type: "SecureString", value: "correct" }),
      expect: ["violation secure-string"],
      message: message("value", "the value of a SecureString"),
    },
    {
      title: "a parameter called password",
      resources: parameter({ name: "/app/password", type: "String", value: "correct-horse" }),
      expect: ["violation named-secret"],
    },
    {
      title: "variables that are not known",
      resources: lambda(UNKNOWN),
      expect: ["undetermined environment.variables"],
      message: "environment.variables is not known before the update",
    },
    {
      title: "one variable that is not known",
      resources: lambda({ LEVEL: "debug", DB: UNKNOWN }),
      expect: ["undetermined environment.variables.DB"],
    },
  ]);
});
