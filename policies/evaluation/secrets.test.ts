import assert from "node:assert/strict";
import { credentialIn, fromBase64 } from "./secrets";

const reason = (text: string, name?: string) => credentialIn(text, name)?.reason;

describe("credentials in texts", () => {
  it("are known by their form", () => {
    assert.equal(reason(`key=AKIA${"ABCDEFGH23456789"}`), "access-key");
    assert.equal(reason(`ASIA${"ABCDEFGH23456789"}`), "access-key");
    assert.equal(reason(`key: ${"aB3dE6gH9jK2mN5pQ8sT"}${"uV1xY4zA7cD0fG3iJ6lM"}`), "secret-key");
    assert.equal(reason("-----BEGIN PRIVATE KEY-----"), "private-key");
    assert.equal(reason("-----BEGIN OPENSSH PRIVATE KEY-----"), "private-key");
    assert.equal(reason(Buffer.from("-----BEGIN RSA PRIVATE KEY-----").toString("base64")), "private-key");
    assert.equal(reason(`glpat-${"a1B2_".repeat(4)}`), "token");
    assert.equal(reason("https://user:hunter22@example.com/x"), "password");
  });

  it("are known by the names of what they are assigned to", () => {
    assert.equal(reason("correct-horse", "DB_PASSWORD"), "named-secret");
    assert.equal(reason("0123456789abcdef", "stripeApiKey"), "named-secret");
    assert.equal(reason('{"clientSecret": "0123456789abcdef"}'), "named-secret");
    assert.equal(reason("db.password: correct-horse"), "named-secret");
    assert.deepEqual(credentialIn("export TOKEN='0123456789abcdef'"), {
      reason: "named-secret",
      what: "the value of 'TOKEN'",
    });
  });

  it("are not what names a place, fetches a secret, or is too short to be one", () => {
    for (const [text, name] of [
      ["arn:aws:secretsmanager:us-east-1:111122223333:secret:db", "DB_SECRET"],
      ["prod/db/password", "SECRET_NAME"],
      ["secretNamespace: cert-manager"],
      ["webhook-secret: operator-webhook-tls"],
      ["const found = { secretAccessKey: answer.SecretAccessKey, sessionToken: answer?.Token };"],
      ["/etc/tls/key.pem", "PRIVATE_KEY"],
      ["$(cat token)", "TOKEN"],
      ["${DB_PASSWORD}", "DB_PASSWORD"],
      ["{{resolve:secretsmanager:db}}", "PASSWORD"],
      ["required", "PASSWORD_AUTH"],
      ["x", "PASSWORD"],
      ["https://example.com/oauth/token", "TOKEN_URL"],
      ["http://internal.example.com:8080/x"],
      ["AKIA is what they begin with"],
      ["-----BEGIN PUBLIC KEY-----"],
      ["da39a3ee5e6b4b0d3255bfef95601890afd80709"],
      ["1234567890123456789012345678901234567890"],
      ["usr/Local/share/App1/lib/Module2/x/y/Za1"],
      ["passwordless login is on"],
    ] as const)
      assert.equal(reason(text, name), undefined, `${String(name)} ${text}`);
  });

  it("are searched for in Base64 that is text", () => {
    assert.equal(fromBase64(Buffer.from("hello").toString("base64")), "hello");
    assert.equal(fromBase64("not base64!"), undefined);
    assert.equal(fromBase64(Buffer.from([0xff, 0xfe, 0x80]).toString("base64")), undefined);
  });

  it("do not get a search lost in long texts", () => {
    assert.equal(reason("a".repeat(3_000_000)), undefined);
    assert.equal(reason("password ".repeat(100_000)), undefined);
    assert.equal(reason("x://".repeat(100_000)), undefined);
  });
});
